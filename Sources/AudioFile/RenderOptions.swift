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
