/// What became of one file.
public struct RenderReport: Sendable {
  public let inputPath: String
  public let outputPath: String
  /// Written frames.
  public let frameCount: Int
  /// Of the output, in Hz.
  public let sampleRate: Int
  public let channelCount: Int
  /// How the output stores samples; `nil` for a lossy codec.
  public let sampleFormat: SampleFormat?
  /// Largest magnitude in the input file, as it was read; full scale is 1.
  public let inputPeak: Float
  /// Largest magnitude in the output, before it is clipped.
  public let outputPeak: Float
  /// Output samples beyond the full scale of an integer format; they were clipped to it.
  public let clippedCount: Int
  /// Input samples that were NaN or infinite; they count as silence.
  public let nonFiniteCount: Int
  /// Time from its first block to its last, in seconds, with all that was rendered beside it.
  public internal(set) var elapsed: Double

  /// Length of the output, in seconds.
  public var duration: Double { Double(frameCount) / Double(sampleRate) }
}

/// How far one file is.
public struct RenderProgress: Sendable {
  public let renderedFrameCount: Int
  public let totalFrameCount: Int
  /// Of the output, in Hz.
  public let sampleRate: Int
}
