import NeuralAmp

/// The streams of one file: its channels, in groups of as many as the model takes, each group a stream of
/// its own through the same model.
final class ChannelStreams {
  /// Frames that are processed at a time.
  static let blockFrameCount = 1024

  let inputChannelCount: Int
  let outputChannelCount: Int

  private let processors: [Processor]
  private let model: Model
  private let streamInput: FrameBlock
  private let streamOutput: FrameBlock

  /// - Parameter path: the file in whose name errors are thrown.
  init(
    model: Model, channelCount: Int, start: Model.Start, path: String
  ) throws(AudioFileError) {
    guard channelCount % model.inputChannelCount == 0 else {
      throw AudioFileError(
        path: path, problem: .channels(file: channelCount, model: model.inputChannelCount))
    }
    self.model = model
    let streamCount = channelCount / model.inputChannelCount
    inputChannelCount = channelCount
    outputChannelCount = streamCount * model.outputChannelCount
    processors = (0..<streamCount).map { _ in
      let processor = Processor(model: model, maximumFrameCount: Self.blockFrameCount)
      processor.reset(to: start)
      return processor
    }
    streamInput = .allocate(capacity: Self.blockFrameCount * model.inputChannelCount)
    streamOutput = .allocate(capacity: Self.blockFrameCount * model.outputChannelCount)
  }

  deinit {
    streamInput.deallocate()
    streamOutput.deallocate()
  }

  /// - Parameters:
  ///   - input: interleaved frames of `inputChannelCount`.
  ///   - output: interleaved frames of `outputChannelCount`, other memory than `input`.
  ///   - frameCount: at most ``blockFrameCount``.
  func process(_ input: FrameBlock, into output: FrameBlock, frameCount: Int) {
    let (inputs, outputs) = (model.inputChannelCount, model.outputChannelCount)
    for (index, processor) in processors.enumerated() {
      for frame in 0..<frameCount {
        let source = frame * inputChannelCount + index * inputs
        for channel in 0..<inputs { streamInput[frame * inputs + channel] = input[source + channel] }
      }
      run(processor, frameCount: frameCount)
      for frame in 0..<frameCount {
        let target = frame * outputChannelCount + index * outputs
        for channel in 0..<outputs { output[target + channel] = streamOutput[frame * outputs + channel] }
      }
    }
  }

  private func run(_ processor: Processor, frameCount: Int) {
    guard let input = streamInput.baseAddress, let output = streamOutput.baseAddress else { return }
    processor.process(input: input, output: output, frameCount: frameCount)
  }
}
