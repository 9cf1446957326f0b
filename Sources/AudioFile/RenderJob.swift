import NeuralAmp

/// One file on its way through a model: frames at the model's rate are taken out of it, and what the model has made of
/// them is put into it. Whoever does that decides what else goes through the model beside it.
///
/// The output appears under its name when what ``finish()`` gives is committed, and not at all without. Memory does not
/// grow with the length.
///
/// Thread: that of its stock, one at a time.
package final class RenderJob {
  /// What is read and written at a time, in frames at the model's rate. Resamplers see the same blocks whoever drives
  /// the job: their sums depend on them.
  static let blockFrameCount = 1024

  package let shape: RenderShape
  package let start: Model.Start
  package var time = RenderTime()

  private let inputPath: String
  private let outputPath: String
  private let format: AudioFileFormat
  private let input: RenderInput
  private let output: RenderOutput
  private let model: Model
  private let stock: RenderStock
  private let resamplers: (input: Resampler?, output: Resampler?)
  private let fileInput: OwnedFrames
  private let fileOutput: OwnedFrames

  /// - Parameters:
  ///   - inputPath: any file that libsndfile reads; `-` is standard input.
  ///   - outputPath: the extension chooses the container; `-` is a WAV file on standard output.
  package init(
    _ inputPath: String, to outputPath: String, through model: RenderModel, _ options: RenderOptions,
    _ stock: RenderStock
  ) throws(AudioFileError) {
    let gain = try Self.outputGain(model, options, path: inputPath)
    let reader = try AudioFileReader(path: inputPath)
    if reader.isSameFile(as: outputPath) {
      throw AudioFileError(path: outputPath, problem: .sameAsInput(inputPath))
    }
    shape = try RenderShape(reader, through: model.model, options)
    format = try Self.outputFormat(reader, shape, options, path: outputPath)
    let writer = try AudioFileWriter(
      path: outputPath,
      destination: outputPath == "-"
        ? .standardOutput : .path(outputPath, replacing: options.replacesExisting),
      format: format, frameCount: shape.frameCount, tags: reader.tags)
    // Last: what is taken from the stock goes back at the end of a job that there is.
    resamplers = (
      try stock.resampler(shape.inputResampling, path: inputPath),
      try stock.resampler(shape.outputResampling, path: inputPath)
    )
    input = RenderInput(
      InputFrames(reader, gain: Decibels.amplitude(options.inputGain)), resamplers.input)
    output = RenderOutput(
      writer, channelCount: shape.outputChannelCount, frameCount: shape.frameCount, gain: gain,
      resamplers.output)
    self.inputPath = inputPath
    self.outputPath = outputPath
    self.model = model.model
    self.stock = stock
    start = options.start
    fileInput = OwnedFrames(count: Self.blockFrameCount * shape.inputChannelCount)
    fileOutput = OwnedFrames(count: Self.blockFrameCount * shape.outputChannelCount)
  }

  deinit {
    stock.giveBack(resamplers.input)
    stock.giveBack(resamplers.output)
  }

  package var progress: RenderProgress {
    RenderProgress(
      renderedFrameCount: output.writtenFrameCount, totalFrameCount: output.frameCount,
      sampleRate: format.sampleRate)
  }

  /// About what it holds, in bytes.
  package var byteCount: Int {
    let resampled = [shape.inputResampling, shape.outputResampling].filter { !$0.isIdentity }
    let blocks = 2 * Self.blockFrameCount * (shape.inputChannelCount + shape.outputChannelCount)
    return 256_000 + MemoryLayout<Float>.stride * blocks
      + resampled.reduce(0) { $0 + $1.channelCount * Resampler.channelByteCount }
  }

  var isComplete: Bool { output.isComplete }

  /// Frames at the model's rate that are still to be put in, or some more: whole blocks.
  var restFrameCount: Int {
    let blockCount =
      (shape.modelFrameCount(output.frameCount - output.writtenFrameCount) + Self.blockFrameCount - 1)
      / Self.blockFrameCount
    return blockCount * Self.blockFrameCount
  }

  /// Blocks for what a model takes.
  func inputBlocks(capacity: Int) -> StreamBlocks {
    stock.blocks(
      streamCount: shape.streamCount, channelCount: model.inputChannelCount, capacity: capacity)
  }

  /// Blocks for what a model gives.
  func outputBlocks(capacity: Int) -> StreamBlocks {
    stock.blocks(
      streamCount: shape.streamCount, channelCount: model.outputChannelCount, capacity: capacity)
  }

  /// Takes the next block of frames out of the input.
  func read(into blocks: StreamBlocks, at first: Int = 0) throws(AudioFileError) {
    if blocks.streamCount == 1 {
      let count = Self.blockFrameCount * blocks.channelCount
      return try input.fill(FrameBlock(rebasing: blocks.frames(0, from: first)[..<count]))
    }
    try input.fill(fileInput.block)
    blocks.separate(fileInput.block, to: first)
  }

  /// Puts the next block of frames into the output. Frames beyond its end are left out.
  func write(from blocks: StreamBlocks, at first: Int = 0) throws(AudioFileError) {
    if blocks.streamCount == 1 {
      let count = Self.blockFrameCount * blocks.channelCount
      return try output.write(FrameBlock(rebasing: blocks.frames(0, from: first)[..<count]))
    }
    blocks.interleave(from: first, into: fileOutput.block)
    try output.write(fileOutput.block)
  }

  /// Completes what is in the file.
  func finish() throws(AudioFileError) -> FinishedRender {
    let file = try output.finish()
    let report = RenderReport(
      inputPath: inputPath, outputPath: outputPath, frameCount: output.frameCount,
      sampleRate: format.sampleRate, channelCount: format.channelCount,
      sampleFormat: format.container.isLossy ? nil : format.sampleFormat,
      inputPeak: input.frames.meter.peak, outputPeak: output.meter.peak,
      clippedCount: output.clippedCount, nonFiniteCount: input.frames.nonFiniteCount, elapsed: time.elapsed)
    return FinishedRender(file, report, time)
  }

  private static func outputGain(
    _ model: RenderModel, _ options: RenderOptions, path: String
  ) throws(AudioFileError) -> Float {
    guard options.normalizes else { return Decibels.amplitude(options.outputGain) }
    guard let loudness = model.loudness else {
      throw AudioFileError(path: path, problem: .noLoudness(model: model.path))
    }
    return Decibels.amplitude(options.outputGain + RenderOptions.normalizedLoudness - loudness)
  }

  private static func outputFormat(
    _ reader: AudioFileReader, _ shape: RenderShape, _ options: RenderOptions, path: String
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
      sampleRate: Int(shape.outputRate), channelCount: shape.outputChannelCount)
  }
}

/// A file that is rendered, and waits for its name.
///
/// Thread: any, one at a time.
package struct FinishedRender: Sendable {
  private let file: FinishedFile
  package let time: RenderTime
  private let report: RenderReport

  init(_ file: FinishedFile, _ report: RenderReport, _ time: RenderTime) {
    self.file = file
    self.report = report
    self.time = time
  }

  /// Waits until it is on the disk, and gives it its name.
  package func commit() throws(AudioFileError) -> RenderReport {
    try file.commit()
    return report
  }
}
