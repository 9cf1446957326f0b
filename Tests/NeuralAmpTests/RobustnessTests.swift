import CRealtimeProbe
import NeuralAmp
import TestSupport
import Testing

/// What a stream survives: numbers that are none, levels beyond reason, denormals, a strange caller.
struct RobustnessTests {
  private static let poisons: [Float] = [
    .nan, .signalingNaN, .infinity, -.infinity, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 1e30,
  ]

  /// Not one output sample is other than finite, from the poison itself on.
  @Test(arguments: ModelShape.all, poisons)
  func outputStaysFinite(_ shape: ModelShape, _ poison: Float) {
    var input = shape.input(frames: 300)
    for index in 100..<110 { input[index] = poison }
    let output = Processor(model: shape.model(), maximumFrameCount: 64).process(input, blocks: [64])
    #expect(output.allSatisfy { $0.isFinite })
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity])
  func nonFiniteInputIsSilence(_ poison: Float) {
    let shape = ModelShape(layers: 2, hidden: 5)
    var poisoned = shape.input(frames: 300)
    var silenced = poisoned
    for index in [0, 100, 101, 299] {
      poisoned[index] = poison
      silenced[index] = 0
    }
    let expected = Processor(model: shape.model(), maximumFrameCount: 64).process(silenced, blocks: [64])
    let found = Processor(model: shape.model(), maximumFrameCount: 64).process(poisoned, blocks: [64])
    #expect(found.bits == expected.bits)
  }

  /// Weights so large that sums overflow: opposite infinities would make NaN.
  @Test(arguments: [false, true])
  func absurdWeightsCannotPoison(_ hasSaneHead: Bool) {
    let configuration = LSTMConfiguration(layerCount: 1, inputChannelCount: 2, hiddenSize: 3)
    var generator = SeededGenerator(seed: 5)
    var weights = generator.floats(configuration.weightCount, in: -1...1).map { $0 * 3e38 }
    if hasSaneHead { for index in weights.indices.suffix(4) { weights[index] = 1 } }
    // The stored state stays sane: a cell adds at most 1 a frame to it.
    let matrixAndBias = 12 * 5 + 12
    for index in matrixAndBias..<matrixAndBias + 6 { weights[index] = 0 }
    let model = Model(lstm: configuration, weights: weights, sampleRate: nil)
    let input = generator.floats(1000, in: -1000...1000)
    let output = Processor(model: model, maximumFrameCount: 64).process(input, blocks: [64])
    #expect(output.allSatisfy { $0.isFinite })
  }

  /// +60 dBFS, and back.
  @Test func hugeLevelIsForgotten() {
    let shape = ModelShape(layers: 1, hidden: 16)
    let processor = Processor(model: shape.model(), maximumFrameCount: 64)
    let output = processor.process(shape.input(frames: 500).map { $0 * 1000 }, blocks: [64])
    #expect(output.allSatisfy { $0.isFinite })
    _ = processor.process([Float](repeating: 0, count: 20_000), blocks: [64])
    let quiet = shape.input(frames: 500, seed: 8)
    let after = processor.process(quiet, blocks: [64])
    processor.reset()
    let expected = processor.process(quiet, blocks: [64])
    #expect(zip(after, expected).allSatisfy { abs($0 - $1) < 1e-4 })
  }

  /// A caller's rounding mode and denormal handling change nothing, and are theirs again afterwards.
  @Test(arguments: [UInt32(0x1F80), 0x9FC0, 0x7F80, 0x3F80])
  func floatingPointModeIsOwnAndPutBack(_ callers: UInt32) throws {
    #if arch(x86_64)
      let shape = ModelShape(layers: 2, hidden: 5)
      let input = shape.input(frames: 200).map { $0 * 1e-20 }
      let processor = Processor(model: shape.model(), maximumFrameCount: 200)
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

  /// Denormals are flushed: next to nothing else they count as nothing, though weights as large as these
  /// would make them heard.
  @Test func denormalInputIsSilence() {
    let configuration = LSTMConfiguration(layerCount: 1, hiddenSize: 1)
    // W [4][2] with the input's column first, b [4], h0, c0, Wh, bh.
    let weights: [Float] = [3e38, 0, 3e38, 0, 3e38, 0, 3e38, 0, 0, 0, 0, 0, 0, 0, 1, 0]
    let model = Model(lstm: configuration, weights: weights, sampleRate: nil)
    let processor = Processor(model: model, maximumFrameCount: 1)
    let denormal = Float.leastNormalMagnitude / 2
    // 3e38 times as much is about 1.8, and the output would be far from 0.
    #expect(processor.process(denormal) == 0)
    #expect(processor.process(2 * denormal) > 0.1)
  }
}
