import NeuralAmp

/// What is measured without captures: shapes that captures have, and some between them, with seeded weights
/// that make them lively, not chaotic.
enum BenchShapes {
  static var all: [(name: String, network: NetworkDescription)] {
    lstms.map { ("\($0)x\($1)", lstm(layers: $0, hiddenSize: $1)) }
      + KnownShape.allCases.map { ($0.rawValue, waveNet($0.configuration)) }
  }

  private static let lstms = [
    (1, 8), (1, 12), (1, 16), (1, 24), (1, 32), (1, 40), (2, 8), (2, 16), (2, 24), (3, 18),
  ]

  private static func lstm(layers: Int, hiddenSize: Int) -> NetworkDescription {
    let configuration = NetworkConfiguration.lstm(
      LSTMConfiguration(layerCount: layers, hiddenSize: hiddenSize))
    return seeded(configuration, scale: 1.5 / Float(hiddenSize).squareRoot())
  }

  private static func waveNet(_ configuration: WaveNetConfiguration) -> NetworkDescription {
    let columns = configuration.arrays.map { $0.channelCount * ($0.layers.first?.kernelSize ?? 1) }
    return seeded(.waveNet(configuration), scale: 1.5 / Float(columns.max() ?? 1).squareRoot())
  }

  /// - Parameter scale: of the largest weight.
  private static func seeded(_ configuration: NetworkConfiguration, scale: Float) -> NetworkDescription {
    var generator = SeededNumbers(seed: 1)
    var weights = generator.floats(configuration.weightCount, in: -scale...scale)
    // The gain of a WaveNet's output.
    if case .waveNet = configuration { weights[weights.count - 1] = 0.1 }
    return NetworkDescription(configuration, weights: weights, sampleRate: Model.assumedSampleRate)
  }
}
