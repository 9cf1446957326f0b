import KernelInterface
import TestSupport
import Testing

@testable import NeuralAmp

/// Every kernel's convolution against float64, and against itself.
struct ConvolverTests {
  /// On both sides of everything that a layout depends on.
  private static let tapCounts = Array(1...300) + [319, 320, 321, 511, 512, 513, 1000, 2048, 5000]

  private static func noise(_ count: Int, seed: UInt64) -> [Float] {
    var generator = SeededGenerator(seed: seed)
    return generator.floats(count, in: -1...1)
  }

  /// y[t] = Σ w[k] x[t - k] in float64, for the frames of `range`.
  private func exact(_ taps: [Float], _ input: [Float], _ range: Range<Int>) -> [Double] {
    taps.withUnsafeBufferPointer { taps in
      input.withUnsafeBufferPointer { input in
        range.map { frame in
          var sum = 0.0
          for tap in 0..<min(taps.count, frame + 1) { sum += Double(taps[tap]) * Double(input[frame - tap]) }
          return sum
        }
      }
    }
  }

  /// The energy of the error, by that of the signal.
  private func errorToSignal(_ output: [Float], _ wanted: [Double]) -> Double {
    let error = zip(output, wanted).reduce(0) { $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1) }
    return error / wanted.reduce(0) { $0 + $1 * $1 }
  }

  private func errorToSignal(_ kernel: Kernel, _ taps: [Float], directLimit: Int? = nil) -> Double {
    let input = Self.noise(taps.count + 200, seed: 2)
    let output = TestConvolver(taps, kernel: kernel, directLimit: directLimit).convolve(
      input, blocks: [64, 7])
    let first = errorToSignal(Array(output.prefix(70)), exact(taps, input, 0..<70))
    let last = errorToSignal(Array(output.suffix(70)), exact(taps, input, input.count - 70..<input.count))
    return max(first, last)
  }

  @Test(arguments: Kernel.available)
  func everyTapCount(_ kernel: Kernel) {
    let errors = Self.tapCounts.map { count in
      let error = errorToSignal(kernel, Self.noise(count, seed: 1))
      #expect(error <= 1e-12, "\(count) taps")
      return error
    }
    print("\(kernel.title): ESR \(errors.max()!)")
  }

  /// With partitions where there would be none.
  @Test(arguments: Kernel.availableVector)
  func fewPartitions(_ kernel: Kernel) {
    for count in 129...300 {
      let error = errorToSignal(kernel, Self.noise(count, seed: 1), directLimit: 0)
      #expect(error <= 1e-12, "\(count) taps")
    }
  }

  /// Noise all the way is the worst of responses; a room's decays.
  @Test(arguments: Kernel.availableVector, [0, 8.0])
  func longResponse(_ kernel: Kernel, _ decay: Float) {
    let count = 100_003
    let taps = Self.noise(count, seed: 3).enumerated().map { index, tap in
      tap / (1 + decay * Float(index) / 1000)
    }
    let error = errorToSignal(kernel, taps)
    print("\(kernel.title), \(count) taps, decay \(decay): ESR \(error)")
    #expect(error <= 1e-12)
  }

  @Test(arguments: Kernel.available, [5, 200, 700, 1999])
  func everyCutGivesTheSameBits(_ kernel: Kernel, _ count: Int) {
    let taps = Self.noise(count, seed: 4)
    let input = Self.noise(2500, seed: 5)
    let wanted = TestConvolver(taps, kernel: kernel).convolve(input).map(\.bitPattern)
    var generator = SeededGenerator(seed: 6)
    let cuts =
      [[1], [16], [32], [33], [63], [64, 1]]
      + (0..<10).map { _ in
        (0..<50).map { _ in Int.random(in: 1...64, using: &generator) }
      }
    for blocks in cuts {
      let output = TestConvolver(taps, kernel: kernel).convolve(input, blocks: blocks)
      #expect(output.map(\.bitPattern) == wanted, "\(blocks)")
    }
  }

  /// An impulse comes out as the taps, wherever in a block it falls.
  @Test(arguments: Kernel.available, [0, 1, 31, 32, 63, 64, 127])
  func impulseAtEdges(_ kernel: Kernel, _ frame: Int) {
    let taps = Self.noise(600, seed: 7)
    var input = [Float](repeating: 0, count: 900)
    input[frame] = 1
    let output = TestConvolver(taps, kernel: kernel).convolve(input)
    let wanted = [Float](repeating: 0, count: frame) + taps + [Float](repeating: 0, count: 300 - frame)
    #expect(zip(output, wanted).allSatisfy { abs($0 - $1) < 1e-6 })
    // No later block's work reaches back.
    #expect(output.prefix(frame).allSatisfy { $0 == 0 })
    #expect(output[frame] == taps[0])
  }

  @Test(arguments: Kernel.available, [40, 1000])
  func goesOnFromACopyOfItsState(_ kernel: Kernel, _ count: Int) {
    let taps = Self.noise(count, seed: 8)
    let input = Self.noise(1500, seed: 9)
    let convolver = TestConvolver(taps, kernel: kernel)
    for cut in [1, 37, 64, 800] {
      _ = convolver.convolve(Array(input.prefix(cut)))
      let other = TestConvolver(taps, kernel: kernel)
      other.state.copy(from: convolver.state.pointer)
      let (first, second) = (convolver.convolve(input), other.convolve(input, blocks: [19]))
      #expect(first.map(\.bitPattern) == second.map(\.bitPattern))
      #expect(convolver.state.hasSameBits(as: other.state))
    }
  }

  /// Several channels add up in one output.
  @Test(arguments: Kernel.available)
  func addsToTheOutput(_ kernel: Kernel) {
    let taps = Self.noise(500, seed: 10)
    let input = Self.noise(700, seed: 11)
    let alone = TestConvolver(taps, kernel: kernel).convolve(input)
    let output = TestConvolver(taps, kernel: kernel).convolve(input, addingTo: input)
    #expect(zip(zip(output, input), alone).allSatisfy { abs($0.0 - $0.1 - $1) < 1e-5 })
  }

  @Test(arguments: Kernel.availableVector, [100, 1000])
  func inputAndOutputMayBeTheSameMemory(_ kernel: Kernel, _ count: Int) {
    let taps = Self.noise(count, seed: 12)
    let input = Self.noise(1000, seed: 13)
    let apart = TestConvolver(taps, kernel: kernel).convolve(input, addingTo: input)
    let together = TestConvolver(taps, kernel: kernel).convolveInPlace(input)
    #expect(together.map(\.bitPattern) == apart.map(\.bitPattern))
  }

  @Test(arguments: [1, 300, 3000, 100_000])
  func stateIsBounded(_ count: Int) {
    #expect(ConvolverLayout(tapCount: count).stateCount <= 4 * count + 1000)
  }
}
