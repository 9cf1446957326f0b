import NeuralAmp

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
