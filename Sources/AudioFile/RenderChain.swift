import NeuralAmp

/// From an input file to output frames: gain, resampler, model, resampler, gain. Each stage asks the one
/// before it for frames, so nothing is held but a block a stage, however long the file is.
struct RenderChain {
  let outputRate: Double
  let outputChannelCount: Int
  let input: InputFrames

  private let output: FrameSource

  init(
    _ reader: AudioFileReader, through model: Model, options: RenderOptions
  ) throws(AudioFileError) {
    let fileRate = Double(reader.sampleRate)
    let modelRate = model.effectiveSampleRate
    // A file's rate is a whole number.
    outputRate = options.outputRate == .model ? modelRate.rounded() : fileRate
    let streams = try ChannelStreams(
      model: model, channelCount: reader.channelCount, start: options.start, path: reader.path)
    outputChannelCount = streams.outputChannelCount

    let input = InputFrames(reader, gain: Decibels.amplitude(options.inputGain))
    self.input = input
    let atModelRate = try Self.resample(
      { block throws(AudioFileError) in try input.fill(block) }, streams.inputChannelCount,
      from: fileRate, to: modelRate, path: reader.path)
    output = try Self.resample(
      Self.process(atModelRate, through: streams), streams.outputChannelCount,
      from: modelRate, to: outputRate, path: reader.path)
  }

  /// Fills `block` with the next frames of the output.
  func fill(_ block: FrameBlock) throws(AudioFileError) { try output(block) }

  private static func resample(
    _ source: @escaping FrameSource, _ channelCount: Int, from inputRate: Double, to outputRate: Double,
    path: String
  ) throws(AudioFileError) -> FrameSource {
    if inputRate == outputRate { return source }
    let resampler = try Resampler(
      source, channelCount: channelCount, from: inputRate, to: outputRate, path: path)
    return { block throws(AudioFileError) in try resampler.fill(block) }
  }

  private static func process(
    _ source: @escaping FrameSource, through streams: ChannelStreams
  ) -> FrameSource {
    let input = OwnedFrames(count: ChannelStreams.blockFrameCount * streams.inputChannelCount)
    return { block throws(AudioFileError) in
      var rest = block[...]
      while !rest.isEmpty {
        let frameCount = min(rest.count / streams.outputChannelCount, ChannelStreams.blockFrameCount)
        let wanted = FrameBlock(rebasing: input.block[..<(frameCount * streams.inputChannelCount)])
        try source(wanted)
        streams.process(wanted, into: FrameBlock(rebasing: rest), frameCount: frameCount)
        rest = rest.dropFirst(frameCount * streams.outputChannelCount)
      }
    }
  }
}
