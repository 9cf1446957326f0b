import AudioFile
import NeuralAmp

/// What `render --json` says.
struct RenderSummary: Encodable {
  struct Output: Encodable {
    let input: String
    let model: String
    let output: String
    let frames: Int
    let sampleRate: Int
    let channels: Int
    let seconds: Double
    let realTimeFactor: Double?
    /// Absent for silence, which has no level.
    let inputPeak: Double?
    let outputPeak: Double?
    let clippedSamples: Int
    let nonFiniteSamples: Int

    enum CodingKeys: String, CodingKey {
      case input, model, output, frames, channels, seconds
      case sampleRate = "sample_rate"
      case realTimeFactor = "x_real_time"
      case inputPeak = "peak_in_dbfs"
      case outputPeak = "peak_out_dbfs"
      case clippedSamples = "clipped_samples"
      case nonFiniteSamples = "non_finite_samples"
    }
  }

  struct Failure: Encodable {
    let input: String
    let model: String
    let output: String
    let error: String
  }

  struct Pair: Encodable {
    let input: String
    let model: String
    let output: String
  }

  /// Files that are done.
  let files: Int
  let frames: Int
  /// Length of all outputs.
  let seconds: Double
  /// Time that rendering took.
  let elapsedSeconds: Double
  let realTimeFactor: Double?
  let inputPeak: Double?
  let outputPeak: Double?
  let clippedSamples: Int
  let outputs: [Output]
  /// What was there already.
  let skipped: [Pair]
  let failures: [Failure]
  /// What was not begun, or not ended.
  let pending: [Pair]

  enum CodingKeys: String, CodingKey {
    case files, frames, seconds, outputs, skipped, failures, pending
    case elapsedSeconds = "elapsed_seconds"
    case realTimeFactor = "x_real_time"
    case inputPeak = "peak_in_dbfs"
    case outputPeak = "peak_out_dbfs"
    case clippedSamples = "clipped_samples"
  }

  /// - Parameters:
  ///   - outcomes: by job; `nil` for those that have none.
  ///   - elapsed: in seconds.
  init(_ plan: RenderPlan, _ outcomes: [RenderOutcome?], elapsed: Double) {
    var outputs: [Output] = []
    var skipped: [Pair] = []
    var failures: [Failure] = []
    var pending: [Pair] = []
    var peaks: (input: Float, output: Float) = (0, 0)
    for (job, outcome) in zip(plan.jobs, outcomes) {
      let pair = Pair(input: job.input, model: plan.models[job.model], output: job.output)
      switch outcome {
      case .done(let report):
        outputs.append(Output(report, model: pair.model))
        peaks = (max(peaks.input, report.inputPeak), max(peaks.output, report.outputPeak))
      case .skipped: skipped.append(pair)
      case .failed(let reason):
        failures.append(Failure(input: pair.input, model: pair.model, output: pair.output, error: reason))
      case nil: pending.append(pair)
      }
    }
    files = outputs.count
    frames = outputs.reduce(0) { $0 + $1.frames }
    seconds = outputs.reduce(0) { $0 + $1.seconds }
    elapsedSeconds = elapsed
    realTimeFactor = Self.ratio(seconds, elapsed)
    inputPeak = Self.level(peaks.input)
    outputPeak = Self.level(peaks.output)
    clippedSamples = outputs.reduce(0) { $0 + $1.clippedSamples }
    (self.outputs, self.skipped, self.failures, self.pending) = (outputs, skipped, failures, pending)
  }

  fileprivate static func ratio(_ duration: Double, _ elapsed: Double) -> Double? {
    elapsed > 0 ? duration / elapsed : nil
  }

  fileprivate static func level(_ peak: Float) -> Double? {
    let decibels = Decibels.decibels(peak)
    return decibels.isFinite ? decibels : nil
  }
}

extension RenderSummary.Output {
  fileprivate init(_ report: RenderReport, model: String) {
    input = report.inputPath
    self.model = model
    output = report.outputPath
    frames = report.frameCount
    sampleRate = report.sampleRate
    channels = report.channelCount
    seconds = report.duration
    realTimeFactor = RenderSummary.ratio(report.duration, report.elapsed)
    inputPeak = RenderSummary.level(report.inputPeak)
    outputPeak = RenderSummary.level(report.outputPeak)
    clippedSamples = report.clippedCount
    nonFiniteSamples = report.nonFiniteCount
  }
}
