import NeuralAmp

/// How a file goes through a model: rates, streams and length.
package struct RenderShape {
  /// As many groups of the file's channels as the model takes at a time.
  package let streamCount: Int
  /// Of the file.
  let inputChannelCount: Int
  let outputChannelCount: Int
  /// In Hz.
  let inputRate: Double
  let modelRate: Double
  let outputRate: Double
  /// Of the output.
  let frameCount: Int

  init(_ reader: AudioFileReader, through model: Model, _ options: RenderOptions) throws(AudioFileError) {
    guard reader.channelCount % model.inputChannelCount == 0 else {
      throw AudioFileError(
        path: reader.path, problem: .channels(file: reader.channelCount, model: model.inputChannelCount))
    }
    inputChannelCount = reader.channelCount
    streamCount = reader.channelCount / model.inputChannelCount
    outputChannelCount = streamCount * model.outputChannelCount
    inputRate = Double(reader.sampleRate)
    modelRate = model.effectiveSampleRate
    // A file's rate is a whole number.
    outputRate = options.outputRate == .model ? modelRate.rounded() : inputRate
    frameCount = Self.frameCount(reader, at: outputRate) + Int((options.tail * outputRate).rounded())
  }

  private static func frameCount(_ reader: AudioFileReader, at rate: Double) -> Int {
    if rate == Double(reader.sampleRate) { return reader.frameCount }
    return Int((Double(reader.frameCount) * rate / Double(reader.sampleRate)).rounded())
  }

  var inputResampling: Resampler.Shape {
    Resampler.Shape(channelCount: inputChannelCount, inputRate: inputRate, outputRate: modelRate)
  }

  var outputResampling: Resampler.Shape {
    Resampler.Shape(channelCount: outputChannelCount, inputRate: modelRate, outputRate: outputRate)
  }

  /// Frames at the model's rate from which so many of the output are made, or a few less.
  func modelFrameCount(_ outputFrameCount: Int) -> Int {
    outputResampling.isIdentity
      ? outputFrameCount : Int((Double(outputFrameCount) * modelRate / outputRate).rounded(.up))
  }
}
