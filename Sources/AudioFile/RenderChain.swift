import NeuralAmp

/// From an input file to output frames: gain, resampler, model, resampler, gain. Each stage asks the one
/// before it for frames, so nothing is held but a block a stage, however long the file is.
final class RenderChain {
  let outputRate: Double
  let outputChannelCount: Int
  private(set) var inputMeter = LevelMeter()
  /// Input samples that were NaN or infinite, as read or after the gain.
  private(set) var nonFiniteCount = 0

  private let reader: AudioFileReader
  private let inputGain: Float
  private var atEnd = false
  private var outputSource: FrameSource = { _ in }

  init(
    _ reader: AudioFileReader, through model: Model, options: RenderOptions
  ) throws(AudioFileError) {
    self.reader = reader
    inputGain = Decibels.amplitude(options.inputGain)
    let fileRate = Double(reader.sampleRate)
    let modelRate = model.effectiveSampleRate
    // A file's rate is a whole number.
    outputRate = options.outputRate == .model ? modelRate.rounded() : fileRate
    let streams = try ChannelStreams(
      model: model, channelCount: reader.channelCount, start: options.start, path: reader.path)
    outputChannelCount = streams.outputChannelCount

    let fromFile: FrameSource = { [unowned self] block throws(AudioFileError) in try readFile(block) }
    let atModelRate = try Self.resample(
      fromFile, streams.inputChannelCount, from: fileRate, to: modelRate, path: reader.path)
    let processed = Self.process(atModelRate, through: streams)
    outputSource = try Self.resample(
      processed, streams.outputChannelCount, from: modelRate, to: outputRate, path: reader.path)
  }

  /// Fills `block` with the next frames of the output.
  func fill(_ block: FrameBlock) throws(AudioFileError) { try outputSource(block) }

  private func readFile(_ block: FrameBlock) throws(AudioFileError) {
    let sampleCount = atEnd ? 0 : try reader.read(into: block) * reader.channelCount
    atEnd = sampleCount < block.count
    block[sampleCount...].update(repeating: 0)
    let fresh = FrameBlock(rebasing: block[..<sampleCount])
    // Before the resampler, which would spread them over its filter's length.
    nonFiniteCount += fresh.silenceNonFinite()
    inputMeter.measure(fresh)
    if inputGain != 1 {
      fresh.scale(by: inputGain)
      nonFiniteCount += fresh.silenceNonFinite()
    }
  }

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

/// A block of frames that is freed with its owner.
final class OwnedFrames {
  let block: FrameBlock

  init(count: Int) {
    block = .allocate(capacity: count)
    block.initialize(repeating: 0)
  }

  deinit { block.deallocate() }
}

extension FrameBlock {
  func scale(by factor: Float) {
    for index in indices { self[index] *= factor }
  }

  /// Puts silence in the place of NaN and infinity. Returns how many there were.
  func silenceNonFinite() -> Int {
    var count = 0
    for index in indices where !self[index].isFinite {
      self[index] = 0
      count += 1
    }
    return count
  }
}
