import NeuralAmp

/// Renders audio files through a model: the producer's re-amp.
public struct Renderer: Sendable {
  private let model: RenderModel
  private let options: RenderOptions

  public init(_ model: RenderModel, options: RenderOptions) {
    self.model = model
    self.options = options
  }

  /// Renders one file.
  ///
  /// The output appears under its name when it is complete, and not at all where something fails.
  /// Memory does not grow with the file's length.
  ///
  /// - Parameters:
  ///   - inputPath: any file that libsndfile reads; `-` is standard input.
  ///   - outputPath: the extension chooses the container; `-` is a WAV file on standard output.
  ///   - progress: called after each block; rendering stops when it returns `false`.
  /// - Throws: ``AudioFileError``, `.cancelled` where `progress` stopped it.
  public func render(
    _ inputPath: String, to outputPath: String, progress: (RenderProgress) -> Bool = { _ in true }
  ) throws(AudioFileError) -> RenderReport {
    let clock = ContinuousClock()
    let begin = clock.now
    let gain = try outputGain(for: inputPath)
    let reader = try AudioFileReader(path: inputPath)
    if reader.isSameFile(as: outputPath) {
      throw AudioFileError(path: outputPath, problem: .sameAsInput(inputPath))
    }
    let chain = try RenderChain(reader, through: model.model, options: options)
    let frameCount = outputFrameCount(reader, at: chain.outputRate)
    let format = try outputFormat(reader, chain, path: outputPath)
    let writer = try AudioFileWriter(
      path: outputPath, destination: destination(outputPath), format: format, frameCount: frameCount,
      tags: reader.tags)
    let outputMeter = try write(
      chain, to: writer, frameCount: frameCount, gain: gain, sampleRate: format.sampleRate,
      progress: progress)
    try writer.finish()
    return RenderReport(
      inputPath: inputPath, outputPath: outputPath, frameCount: frameCount, sampleRate: format.sampleRate,
      channelCount: format.channelCount,
      sampleFormat: format.container.isLossy ? nil : format.sampleFormat,
      inputPeak: chain.input.meter.peak, outputPeak: outputMeter.peak, clippedCount: writer.clippedCount,
      nonFiniteCount: chain.input.nonFiniteCount, elapsed: begin.duration(to: clock.now).seconds)
  }

  /// Whether a file is what rendering `inputPath` would give, as far as can be told without doing it: newer
  /// than the input and the model (a file that is as old is taken to be newer), readable, and of the right
  /// rate, channels and length. It does not tell whether it was rendered with the same options.
  public func isRendered(_ inputPath: String, as outputPath: String) -> Bool {
    guard FileAge.isFile(outputPath, asNewAs: [inputPath, model.path]),
      let input = try? AudioFileReader(path: inputPath),
      let output = try? AudioFileReader(path: outputPath),
      let chain = try? RenderChain(input, through: model.model, options: options)
    else { return false }
    return output.sampleRate == Int(chain.outputRate) && output.channelCount == chain.outputChannelCount
      && output.frameCount == outputFrameCount(input, at: chain.outputRate)
  }

  private func write(
    _ chain: RenderChain, to writer: AudioFileWriter, frameCount: Int, gain: Float, sampleRate: Int,
    progress: (RenderProgress) -> Bool
  ) throws(AudioFileError) -> LevelMeter {
    let frames = OwnedFrames(count: ChannelStreams.blockFrameCount * chain.outputChannelCount)
    var meter = LevelMeter()
    var done = 0
    while done < frameCount {
      let count = min(ChannelStreams.blockFrameCount, frameCount - done)
      let block = FrameBlock(rebasing: frames.block[..<(count * chain.outputChannelCount)])
      try chain.fill(block)
      if gain != 1 { block.scale(by: gain) }
      meter.measure(block)
      try writer.write(UnsafeBufferPointer(block))
      done += count
      let state = RenderProgress(
        renderedFrameCount: done, totalFrameCount: frameCount, sampleRate: sampleRate)
      guard progress(state) else { throw AudioFileError(path: writer.path, problem: .cancelled) }
    }
    return meter
  }

  private func outputGain(for path: String) throws(AudioFileError) -> Float {
    guard options.normalizes else { return Decibels.amplitude(options.outputGain) }
    guard let loudness = model.loudness else {
      throw AudioFileError(path: path, problem: .noLoudness(model: model.path))
    }
    return Decibels.amplitude(options.outputGain + RenderOptions.normalizedLoudness - loudness)
  }

  private func outputFrameCount(_ reader: AudioFileReader, at rate: Double) -> Int {
    let tail = Int((options.tail * rate).rounded())
    if rate == Double(reader.sampleRate) { return reader.frameCount + tail }
    return Int((Double(reader.frameCount) * rate / Double(reader.sampleRate)).rounded()) + tail
  }

  private func outputFormat(
    _ reader: AudioFileReader, _ chain: RenderChain, path: String
  ) throws(AudioFileError) -> AudioFileFormat {
    guard let container = path == "-" ? .wav : AudioContainer(path: path) else {
      throw AudioContainer.unknown(path)
    }
    if let asked = options.sampleFormat, container.isLossy {
      throw AudioFileError(
        path: path, problem: .unsupportedFormat(container: container.name, what: "\(asked.name) samples"))
    }
    return AudioFileFormat(
      container: container,
      sampleFormat: options.sampleFormat ?? container.nearest(to: reader.sampleFormat),
      sampleRate: Int(chain.outputRate), channelCount: chain.outputChannelCount)
  }

  private func destination(_ path: String) -> PendingFile.Destination {
    path == "-" ? .standardOutput : .path(path, replacing: options.replacesExisting)
  }
}

extension Duration {
  fileprivate var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
