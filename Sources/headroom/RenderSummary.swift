import AudioFile
import NeuralAmp

/// What `render --json` says.
struct RenderSummary: Encodable {
  struct Output: Encodable {
    let input: String
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
      case input, output, frames, channels, seconds
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
    let output: String
    let error: String
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
  let failures: [Failure]

  enum CodingKeys: String, CodingKey {
    case files, frames, seconds, outputs, failures
    case elapsedSeconds = "elapsed_seconds"
    case realTimeFactor = "x_real_time"
    case inputPeak = "peak_in_dbfs"
    case outputPeak = "peak_out_dbfs"
    case clippedSamples = "clipped_samples"
  }

  init(_ reports: [RenderReport], _ failures: [Failure]) {
    files = reports.count
    frames = reports.reduce(0) { $0 + $1.frameCount }
    seconds = reports.reduce(0) { $0 + $1.duration }
    elapsedSeconds = reports.reduce(0) { $0 + $1.elapsed }
    realTimeFactor = Self.ratio(seconds, elapsedSeconds)
    inputPeak = Self.level(reports.map(\.inputPeak).max() ?? 0)
    outputPeak = Self.level(reports.map(\.outputPeak).max() ?? 0)
    clippedSamples = reports.reduce(0) { $0 + $1.clippedCount }
    outputs = reports.map { report in
      Output(
        input: report.inputPath, output: report.outputPath, frames: report.frameCount,
        sampleRate: report.sampleRate, channels: report.channelCount, seconds: report.duration,
        realTimeFactor: Self.ratio(report.duration, report.elapsed),
        inputPeak: Self.level(report.inputPeak), outputPeak: Self.level(report.outputPeak),
        clippedSamples: report.clippedCount, nonFiniteSamples: report.nonFiniteCount)
    }
    self.failures = failures
  }

  private static func ratio(_ duration: Double, _ elapsed: Double) -> Double? {
    elapsed > 0 ? duration / elapsed : nil
  }

  private static func level(_ peak: Float) -> Double? {
    let decibels = Decibels.decibels(peak)
    return decibels.isFinite ? decibels : nil
  }
}
