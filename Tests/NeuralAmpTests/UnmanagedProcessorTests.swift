import NeuralAmp
import TestSupport
import Testing

/// The same stream as the processor's, without counting references.
struct UnmanagedProcessorTests {
  private let input = sine(frequency: 330, rate: 48_000, frames: 256)

  private func process(_ processor: UnmanagedProcessor, blocks: Int) -> [Float] {
    var output = [Float](repeating: .nan, count: input.count)
    input.withUnsafeBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        for start in stride(from: 0, to: input.count, by: blocks) {
          processor.process(
            input: input.baseAddress! + start, output: output.baseAddress! + start, frameCount: blocks)
        }
      }
    }
    return output
  }

  @Test(arguments: [1, 64])
  func sameBits(_ block: Int) {
    let model = Model.random(layers: 2, hidden: 8)
    let owner = Processor(model: model, maximumFrameCount: 64)
    let expected = Processor(model: model, maximumFrameCount: 64).process(input, blocks: [64])
    #expect(process(UnmanagedProcessor(owner), blocks: block).bits == expected.bits)
    withExtendedLifetime(owner) {}
  }

  /// Both are one stream: what one has heard, the other goes on from; and a reset is for both.
  @Test func oneStream() {
    let model = Model.random(layers: 1, hidden: 8)
    let owner = Processor(model: model, maximumFrameCount: 256)
    let unmanaged = UnmanagedProcessor(owner)
    #expect(unmanaged.maximumFrameCount == 256)
    let other = Processor(model: model, maximumFrameCount: 256)
    let first = other.process(input, blocks: [256])
    let second = other.process(input, blocks: [256])
    #expect(first.bits != second.bits)
    #expect(owner.process(input, blocks: [256]).bits == first.bits)
    #expect(process(unmanaged, blocks: 256).bits == second.bits)
    unmanaged.reset()
    #expect(owner.process(input, blocks: [256]).bits == first.bits)
  }

  @Test func misuseTraps() async {
    await #expect(processExitsWith: .failure) {
      let owner = Processor(model: .random(layers: 1, hidden: 4), maximumFrameCount: 1)
      var samples: [Float] = [0, 0]
      samples.withUnsafeMutableBufferPointer { samples in
        let address = samples.baseAddress!
        UnmanagedProcessor(owner).process(input: address, output: address, frameCount: 2)
      }
    }
  }
}
