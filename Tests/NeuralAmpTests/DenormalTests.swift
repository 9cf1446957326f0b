import NeuralAmp
import TestSupport
import Testing

/// Denormals are flushed to zero, in the input and in the state: they neither sound nor slow a stream down.
struct DenormalTests {
  /// Next to nothing else they count as nothing, though weights as large as these would make them heard.
  @Test(arguments: Kernel.available)
  func denormalInputIsSilence(_ kernel: Kernel) {
    let configuration = LSTMConfiguration(layerCount: 1, hiddenSize: 1)
    // W [4][2] with the input's column first, b [4], h0, c0, Wh, bh.
    let weights: [Float] = [3e38, 0, 3e38, 0, 3e38, 0, 3e38, 0, 0, 0, 0, 0, 0, 0, 1, 0]
    let model = Model(lstm: configuration, weights: weights, sampleRate: nil, kernel: kernel)
    let processor = Processor(model: model, maximumFrameCount: 1)
    let denormal = Float.leastNormalMagnitude / 2
    #expect(processor.process(denormal) == 0)
    // A vector kernel scales its weights, up to a float's limit: 4 steps of its table of powers are what is
    // left of 3e38, and the finest table has 32 to the octave.
    #expect(processor.process(2 * denormal) > 0.01)
  }

  /// A cell that decays, and a state that is denormal from the start, end at silence itself.
  @Test(arguments: ModelShape.few.filter { $0.layers > 0 }, [1, .leastNonzeroMagnitude])
  func stateDecaysToNothing(_ shape: ModelShape, _ state: Float) {
    let model = shape.forgetful(state: state)
    let processor = Processor(model: model, maximumFrameCount: 64)
    processor.reset(to: .stored)
    let silence = [Float](repeating: 0, count: 300 * shape.inputs)
    let output = processor.process(silence, blocks: [64])
    #expect(output.allSatisfy { $0.isFinite && !$0.isSubnormal })
    #expect(output.suffix(100).allSatisfy { $0 == 0 })
  }

  /// Twice as long would already be far from what one denormal in each step costs, about a hundred cycles.
  @Test(
    .enabled(if: isOptimized, "debug builds say nothing of speed"),
    arguments: ModelShape.few.filter { $0.layers > 0 })
  func denormalsTakeNoLonger(_ shape: ModelShape) {
    let normal = shape.input(frames: 2_000)
    let denormals = normal.map { $0 * .leastNormalMagnitude / 16 }
    let model = shape.model()
    let forgetful = shape.forgetful(state: 1e-37)
    // The shortest of many runs, in turn: what others do on the machine only adds.
    var ordinary = Duration.seconds(1)
    var denormal = ordinary
    var decaying = ordinary
    for round in 0..<200 where round < 7 || max(denormal, decaying) >= ordinary * 2 {
      ordinary = min(ordinary, time(model, .rest, normal))
      denormal = min(denormal, time(model, .rest, denormals))
      decaying = min(decaying, time(forgetful, .stored, denormals))
    }
    #expect(denormal < ordinary * 2, "\(denormal) instead of \(ordinary)")
    #expect(decaying < ordinary * 2, "\(decaying) instead of \(ordinary)")
  }

  #if DEBUG
    private static let isOptimized = false
  #else
    private static let isOptimized = true
  #endif

  private func time(_ model: Model, _ start: Model.Start, _ input: [Float]) -> Duration {
    let processor = Processor(model: model, maximumFrameCount: 64)
    processor.reset(to: start)
    return ContinuousClock().measure { _ = processor.process(input, blocks: [64]) }
  }
}

extension ModelShape {
  /// A model whose only weights that are not zero are the head's and the stored state: what it has stored decays
  /// by half a sample.
  fileprivate func forgetful(state: Float) -> Model {
    var weights = [Float](repeating: 0, count: configuration.weightCount)
    var end = 0
    for layer in 0..<layers {
      end += 4 * hidden * ((layer == 0 ? inputs : hidden) + hidden + 1)
      for index in end..<end + 2 * hidden { weights[index] = state }
      end += 2 * hidden
    }
    for output in 0..<outputs {
      for unit in 0..<hidden { weights[end + output * hidden + unit] = 1 }
    }
    return Model(lstm: configuration, weights: weights, sampleRate: nil, kernel: kernel)
  }
}
