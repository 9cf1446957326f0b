import NeuralAmp

/// A network that is fed silence at load, frame by frame, takes no more than a sensible time for it.
enum SettlingCheck {
  /// Multiplications that settling may take: a minute or so. The largest captures known need a hundredth.
  private static let limit = 1 << 36

  /// - Parameter key: of the network's config.
  static func check(_ network: NetworkDescription, _ key: String) throws(NAMFileError.Problem) {
    if network.settlesAtOnce { return }
    let frames = network.settlingFrameCount
    guard network.parameterCount <= limit / max(1, frames) else {
      throw .tooLargeToSettle(key: key, weights: network.parameterCount, frames: frames)
    }
  }
}
