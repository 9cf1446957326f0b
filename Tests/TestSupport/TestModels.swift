import NeuralAmp

extension Model {
  /// An LSTM with seeded weights: lively, not chaotic.
  public static func random(
    layers: Int, hidden: Int, inputs: Int = 1, outputs: Int = 1, seed: UInt64 = 1, sampleRate: Double? = nil,
    kernel: Kernel = .preferred
  ) -> Model {
    let configuration = LSTMConfiguration(
      layerCount: layers, inputChannelCount: inputs, hiddenSize: hidden, outputChannelCount: outputs)
    var generator = SeededGenerator(seed: seed)
    let scale = 1.5 / Float(hidden).squareRoot()
    let weights = generator.floats(configuration.weightCount, in: -scale...scale)
    return Model(lstm: configuration, weights: weights, sampleRate: sampleRate, kernel: kernel)
  }

  /// A small convolutional net with seeded weights, which remembers 15 frames.
  public static func randomConvNet(seed: UInt64 = 1, inputs: Int = 1, outputs: Int = 1) -> Model {
    let configuration = ConvNetConfiguration(
      channelCount: 4, dilations: [1, 2, 4, 8], hasBatchNormalization: false, activation: .tanh,
      inputChannelCount: inputs, outputChannelCount: outputs)
    var generator = SeededGenerator(seed: seed)
    let weights = generator.floats(configuration.weightCount, in: -0.5...0.5)
    return Model(NetworkDescription(.convNet(configuration), weights: weights, sampleRate: nil))
  }
}

extension Processor {
  /// Processes interleaved frames in blocks of the given lengths, over and over.
  public func process(_ input: [Float], blocks: [Int]) -> [Float] {
    let inputs = model.inputChannelCount
    let outputs = model.outputChannelCount
    let frameCount = input.count / inputs
    var output = [Float](repeating: .nan, count: frameCount * outputs)
    var done = 0
    var turn = 0
    while done < frameCount {
      let count = min(blocks[turn % blocks.count], frameCount - done)
      input.withUnsafeBufferPointer { input in
        output.withUnsafeMutableBufferPointer { output in
          process(
            input: input.baseAddress! + done * inputs, output: output.baseAddress! + done * outputs,
            frameCount: count)
        }
      }
      done += count
      turn += 1
    }
    return output
  }
}

extension ModelSwitch {
  /// Processes frames of one channel in blocks of the given lengths, over and over.
  ///
  /// - Parameter before: what happens before a block, which begins at this frame.
  public func process(
    _ input: [Float], blocks: [Int], before: (_ frame: Int) -> Void = { _ in }
  ) -> [Float] {
    var output = input
    var (done, turn) = (0, 0)
    while done < output.count {
      before(done)
      let count = min(blocks[turn % blocks.count], output.count - done)
      output.withUnsafeMutableBufferPointer { samples in
        let first = samples.baseAddress! + done
        process(input: first, output: first, frameCount: count)
      }
      (done, turn) = (done + count, turn + 1)
    }
    return output
  }
}

extension [Float] {
  /// For comparisons of bits: NaN equals itself, -0 differs from 0.
  public var bits: [UInt32] { map(\.bitPattern) }
}
