import NeuralAmp

/// What it takes to settle a network that runs frame by frame at load, as recurrent ones do.
enum SettlingCost {
  /// In multiplications; 0 for what is at rest at once.
  static func of(_ network: NetworkDescription) -> Int {
    network.settlesAtOnce ? 0 : network.parameterCount * network.settlingFrameCount
  }
}
