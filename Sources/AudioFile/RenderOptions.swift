import NeuralAmp

/// How files are rendered.
public struct RenderOptions: Sendable {
  public enum OutputRate: Sendable {
    /// The rate of the input file.
    case input
    /// The rate of the model.
    case model
  }

  /// Before the model, in dB.
  public var inputGain = 0.0
  /// After the model, in dB.
  public var outputGain = 0.0
  /// Adds what brings the model's loudness to ``normalizedLoudness``.
  public var normalizes = false
  /// Silence that is played through after the end of the input, in seconds.
  public var tail = 0.0
  public var start = Model.Start.rest
  public var outputRate = OutputRate.input
  /// `nil`: as the input has it.
  public var sampleFormat: SampleFormat?
  /// Whether an existing file is replaced.
  public var replacesExisting = true

  /// What NeuralAmpModeler normalizes to, in dB.
  public static let normalizedLoudness = -18.0

  public init() {}
}

/// A model and what of its file rendering needs.
public struct RenderModel: Sendable {
  public let model: Model
  /// For messages.
  public let path: String
  /// `metadata.loudness`, in dB.
  public let loudness: Double?

  public init(_ model: Model, path: String, loudness: Double?) {
    self.model = model
    self.path = path
    self.loudness = loudness
  }
}

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
  /// Time that rendering took, in seconds.
  public let elapsed: Double

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
