import CRealtimeProbe
import NeuralAmp
import TestSupport
import Testing

/// What a stream survives, whatever kernel it runs through: numbers that are none, levels beyond reason, a
/// strange caller.
struct RobustnessTests {
  private static let poisons: [Float] = [
    .nan, .signalingNaN, .infinity, -.infinity, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 1e30,
  ]

  /// Not one output sample is other than finite, from the poison itself on.
  @Test(arguments: ModelShape.all)
  func outputStaysFinite(_ shape: ModelShape) {
    let processor = shape.processor()
    for poison in Self.poisons {
      var input = shape.input(frames: 100)
      for index in 50..<60 { input[index] = poison }
      processor.reset()
      let output = processor.process(input, blocks: [64])
      #expect(output.allSatisfy { $0.isFinite }, "with \(poison)")
    }
  }

  @Test(arguments: ModelShape.all)
  func nonFiniteInputIsSilence(_ shape: ModelShape) {
    let processor = shape.processor()
    for poison in [Float.nan, .signalingNaN, .infinity, -.infinity] {
      var poisoned = shape.input(frames: 100)
      var silenced = poisoned
      for index in [0, 50, 51, 99 * shape.inputs] {
        poisoned[index] = poison
        silenced[index] = 0
      }
      processor.reset()
      let expected = processor.process(silenced, blocks: [64])
      processor.reset()
      #expect(processor.process(poisoned, blocks: [64]).bits == expected.bits, "with \(poison)")
    }
  }

  /// +60 dBFS, and back.
  @Test(arguments: ModelShape.all.filter { $0.layers > 0 })
  func hugeLevelIsFinite(_ shape: ModelShape) {
    let processor = shape.processor()
    let output = processor.process(shape.input(frames: 200).map { $0 * 1000 }, blocks: [64])
    #expect(output.allSatisfy { $0.isFinite })
  }

  @Test(arguments: Kernel.available)
  func hugeLevelIsForgotten(_ kernel: Kernel) {
    let shape = ModelShape(layers: 1, hidden: 16, kernel: kernel)
    let processor = shape.processor()
    _ = processor.process(shape.input(frames: 500).map { $0 * 1000 }, blocks: [64])
    _ = processor.process([Float](repeating: 0, count: 20_000), blocks: [64])
    let quiet = shape.input(frames: 500, seed: 8)
    let after = processor.process(quiet, blocks: [64])
    processor.reset()
    let expected = processor.process(quiet, blocks: [64])
    #expect(zip(after, expected).allSatisfy { abs($0 - $1) < 1e-4 })
  }

  /// A caller's rounding mode and denormal handling change nothing, and are theirs again afterwards.
  @Test(arguments: Kernel.available, [UInt32(0x1F80), 0x9FC0, 0x7F80, 0x3F80])
  func floatingPointModeIsOwnAndPutBack(_ kernel: Kernel, _ callers: UInt32) throws {
    #if arch(x86_64)
      let shape = ModelShape(layers: 2, hidden: 5, kernel: kernel)
      let input = shape.input(frames: 200).map { $0 * 1e-20 }
      let processor = shape.processor(maximumFrameCount: 200)
      let expected = processor.process(input, blocks: [200]).bits
      processor.reset()
      var output = [Float](repeating: 0, count: 200)
      let own = headroom_test_get_csr()
      headroom_test_set_csr(callers)
      output.withUnsafeMutableBufferPointer { output in
        input.withUnsafeBufferPointer { input in
          processor.process(input: input.baseAddress!, output: output.baseAddress!, frameCount: 200)
        }
      }
      let found = headroom_test_get_csr()
      headroom_test_set_csr(own)
      #expect(found & ~0x3F == callers & ~0x3F)
      #expect(output.bits == expected)
    #endif
  }
}
