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
    let begin = ContinuousClock.now
    let stock = RenderStock()
    let job = try RenderJob(inputPath, to: outputPath, through: model, options, stock)
    let group = RenderGroup(model.model, streamLimit: job.shape.streamCount, stock)
    group.add(job, id: 0)
    while true {
      let ending = group.advance().first
      let goesOn = progress(job.progress)
      if let finished = try ending?.result.get() {
        var report = try finished.commit()
        report.elapsed = (ContinuousClock.now - begin) / .seconds(1)
        return report
      }
      if !goesOn { throw AudioFileError(path: outputPath, problem: .cancelled) }
    }
  }

  /// Whether a file is what rendering `inputPath` would give, as far as can be told without doing it: newer
  /// than the input and the model (a file that is as old is taken to be newer), readable, and of the right
  /// rate, channels and length. It does not tell whether it was rendered with the same options.
  public func isRendered(_ inputPath: String, as outputPath: String) -> Bool {
    guard FileAge.isFile(outputPath, asNewAs: [inputPath, model.path]),
      let input = try? AudioFileReader(path: inputPath),
      let output = try? AudioFileReader(path: outputPath),
      let shape = try? RenderShape(input, through: model.model, options)
    else { return false }
    return output.sampleRate == Int(shape.outputRate) && output.channelCount == shape.outputChannelCount
      && output.frameCount == shape.frameCount
      && (AudioContainer(path: outputPath) != .flac || output.hasLastFrame())
  }
}
