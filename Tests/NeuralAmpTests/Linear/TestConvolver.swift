import KernelInterface

@testable import NeuralAmp

/// A stream through an impulse response, with memory of its own.
final class TestConvolver {
  let layout: ConvolverLayout
  let state: AlignedFloats
  private let kernel: Kernel
  private let weights: AlignedFloats
  private let workspace: AlignedFloats
  private let plan: UnsafeMutablePointer<ConvolverPlan>

  init(_ taps: [Float], kernel: Kernel, directLimit: Int? = nil) {
    layout =
      directLimit.map { ConvolverLayout(tapCount: taps.count, directLimit: $0) }
      ?? ConvolverLayout(tapCount: taps.count, kernel: kernel)
    self.kernel = kernel
    weights = AlignedFloats(count: layout.weightCount)
    state = AlignedFloats(count: layout.stateCount)
    workspace = AlignedFloats(count: ConvolverLayout.workspaceCount)
    ConvolverPacking.pack(taps[...], layout, into: weights.pointer)
    plan = .allocate(capacity: 1)
    plan.initialize(
      to: ConvolverPlan(
        layout: layout, weights: weights.pointer, state: state.pointer, workspace: workspace.pointer))
  }

  deinit {
    plan.deallocate()
  }

  /// Adds to `output`, in blocks of the given lengths, again and again.
  func convolve(
    _ input: UnsafePointer<Float>, addingTo output: UnsafeMutablePointer<Float>, count: Int, blocks: [Int]
  ) {
    var (done, turn) = (0, 0)
    while done < count {
      let frameCount = min(blocks[turn % blocks.count], count - done)
      let block = ConvolverBlock(
        plan: plan, input: input + done, output: output + done, frameCount: frameCount)
      ConvolverStream.convolve(block, kernel: kernel)
      done += frameCount
      turn += 1
    }
  }

  func convolve(_ input: [Float], addingTo start: [Float]? = nil, blocks: [Int] = [64]) -> [Float] {
    var output = start ?? [Float](repeating: 0, count: input.count)
    convolve(input, addingTo: &output, count: input.count, blocks: blocks)
    return output
  }

  func convolveInPlace(_ samples: [Float]) -> [Float] {
    var samples = samples
    samples.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      convolve(start, addingTo: start, count: buffer.count, blocks: [64])
    }
    return samples
  }
}
