import AudioFile

/// How a batch is rendered.
struct RenderSettings {
  var options = RenderOptions()
  /// Where a capture can be smaller: 0 to 1.
  var quality = 1.0
  var threadCount = 1
  /// One file after another, even where side by side is faster.
  var isSequential = false
  /// Whether an output that is there, whole and newer than what it is made from, is left as it is.
  var resumes = false

  init(_ arguments: Arguments) throws(UsageError) {
    options = try Self.options(arguments)
    quality = try Quality.read(arguments)
    resumes = arguments.has("--resume")
    let threadCount = try arguments.wholeNumber("--jobs", in: 1...1024)
    if threadCount != nil && arguments.has("--sequential") {
      throw UsageError("--sequential is one file after another: it goes without --jobs")
    }
    isSequential = arguments.has("--sequential")
    self.threadCount = isSequential ? 1 : threadCount ?? RenderScheduler.usableCoreCount
  }

  private static func options(_ arguments: Arguments) throws(UsageError) -> RenderOptions {
    var options = RenderOptions()
    options.inputGain = try arguments.number("--input-gain", in: RenderCommand.gainRange) ?? 0
    options.outputGain = try arguments.number("--output-gain", in: RenderCommand.gainRange) ?? 0
    options.normalizes = arguments.has("--normalize")
    options.tail = try arguments.number("--tail", in: 0...3600) ?? 0
    options.start = arguments.has("--cold") ? .stored : .rest
    options.outputRate = try arguments.choice("--output-rate", ["input": .input, "model": .model]) ?? .input
    options.sampleFormat = try arguments.choice(
      "--bits", ["16": .int16, "24": .int24, "32": .int32, "32f": .float32])
    options.replacesExisting = !arguments.has("--no-clobber")
    return options
  }

  /// Those of one job.
  func options(for job: RenderPlan.Job) -> RenderOptions {
    var options = options
    if let gain = job.inputGain { options.inputGain = gain }
    if let gain = job.outputGain { options.outputGain = gain }
    return options
  }
}
