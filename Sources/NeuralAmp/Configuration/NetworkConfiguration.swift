/// The shape of a network of any architecture, as the `config` of a `.nam` file gives it.
///
/// Source: the `.nam` format 0.5.0 to 0.7.0 as NeuralAmpModelerCore reads it and the trainer
/// `neural-amp-modeler` writes it.
public indirect enum NetworkConfiguration: Sendable, Equatable {
  case lstm(LSTMConfiguration)
  case linear(LinearConfiguration)
  case convNet(ConvNetConfiguration)
  case waveNet(WaveNetConfiguration)
  case sequential(SequentialConfiguration)

  /// The largest number of channels, and the largest kernel of a WaveNet, in taps.
  public static let sizeLimit = 65_536
  /// The largest dilation, and the largest impulse response, in frames.
  public static let lengthLimit = 1 << 24
  /// The most elements of any list: layers, layer arrays, networks.
  public static let listLimit = 256
  /// How deep networks may lie within each other.
  public static let depthLimit = 8
  /// The most memory that a network's weights and the state of a stream may take, in bytes.
  public static let byteLimit = 64 << 20
}

/// A network with what it has learnt: everything that a ``Model`` is made of.
public struct NetworkDescription: Sendable, Equatable {
  public let configuration: NetworkConfiguration
  /// In the order of the file, each finite. Those of nested networks are in the nested descriptions.
  public let weights: [Float]
  /// The rate the network was trained at, in Hz; `nil` where it is not known.
  public let sampleRate: Double?

  public init(_ configuration: NetworkConfiguration, weights: [Float], sampleRate: Double?) {
    self.configuration = configuration
    self.weights = weights
    self.sampleRate = sampleRate
  }
}

/// Networks one after the other: the output of each is the input of the next.
public struct SequentialConfiguration: Sendable, Equatable {
  /// One or more.
  public let networks: [NetworkDescription]

  public init(networks: [NetworkDescription]) { self.networks = networks }
}
