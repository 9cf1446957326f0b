import NeuralAmp

/// What a network is made of, as JSON: an object with the keys of its architecture, and one for each network
/// within.
struct NetworkJSON: Encodable {
  let network: NetworkDescription

  init(_ network: NetworkDescription) { self.network = network }

  enum CodingKeys: String, CodingKey {
    case architecture, shape, parameters, layers, taps, bias, channels, dilations, activation, groups, arrays
    case condition, head, networks
    case inputChannels = "input_channels"
    case outputChannels = "output_channels"
    case sampleRate = "sample_rate"
    case receptiveField = "receptive_field_frames"
    case hiddenSize = "hidden_size"
    case batchNormalization = "batch_normalization"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    let configuration = network.configuration
    try container.encode(configuration.architectureName, forKey: .architecture)
    try container.encodeIfPresent(KnownShape(of: network)?.title, forKey: .shape)
    try container.encode(network.parameterCount, forKey: .parameters)
    try container.encode(configuration.inputChannelCount, forKey: .inputChannels)
    try container.encode(configuration.outputChannelCount, forKey: .outputChannels)
    try container.encodeIfPresent(network.sampleRate, forKey: .sampleRate)
    try container.encodeIfPresent(configuration.receptiveField, forKey: .receptiveField)
    switch configuration {
    case .lstm(let lstm): try encode(lstm, &container)
    case .linear(let linear): try encode(linear, &container)
    case .convNet(let convNet): try encode(convNet, &container)
    case .waveNet(let waveNet): try encode(waveNet, &container)
    case .sequential(let sequential):
      try container.encode(sequential.networks.map(NetworkJSON.init), forKey: .networks)
    }
  }

  private typealias Container = KeyedEncodingContainer<CodingKeys>

  private func encode(_ lstm: LSTMConfiguration, _ container: inout Container) throws {
    try container.encode(lstm.layerCount, forKey: .layers)
    try container.encode(lstm.hiddenSize, forKey: .hiddenSize)
  }

  private func encode(_ linear: LinearConfiguration, _ container: inout Container) throws {
    try container.encode(linear.tapCount, forKey: .taps)
    try container.encode(linear.hasBias, forKey: .bias)
  }

  private func encode(_ convNet: ConvNetConfiguration, _ container: inout Container) throws {
    try container.encode(convNet.channelCount, forKey: .channels)
    try container.encode(convNet.dilations, forKey: .dilations)
    try container.encode(convNet.activation.name, forKey: .activation)
    try container.encode(convNet.hasBatchNormalization, forKey: .batchNormalization)
    try container.encode(convNet.groupCount, forKey: .groups)
  }

  private func encode(_ waveNet: WaveNetConfiguration, _ container: inout Container) throws {
    try container.encode(waveNet.arrays.map(LayerArrayJSON.init), forKey: .arrays)
    try container.encodeIfPresent(waveNet.condition.map(NetworkJSON.init), forKey: .condition)
    try container.encodeIfPresent(waveNet.head.map(PostStackHeadJSON.init), forKey: .head)
  }
}

/// A layer array of a WaveNet. Its lists have an element for each layer.
private struct LayerArrayJSON: Encodable {
  let channels: Int
  let bottleneck: Int
  let kernelSizes: [Int]
  let dilations: [Int]
  let activations: [String]
  /// "none", or what gates.
  let gatings: [String]
  let hasLayer1x1: Bool
  let head1x1Channels: Int?
  let inputGroups: Int
  let mixinGroups: Int
  /// Where the layers are modulated.
  let modulations: [String]
  let headChannels: Int
  let headKernelSize: Int

  enum CodingKeys: String, CodingKey {
    case channels, bottleneck, dilations, activations
    case gatings = "gating"
    case kernelSizes = "kernel_sizes"
    case hasLayer1x1 = "layer1x1"
    case head1x1Channels = "head1x1_channels"
    case inputGroups = "groups_input"
    case mixinGroups = "groups_input_mixin"
    case modulations = "film"
    case headChannels = "head_channels"
    case headKernelSize = "head_kernel_size"
  }

  init(_ array: WaveNetConfiguration.LayerArray) {
    channels = array.channelCount
    bottleneck = array.bottleneck
    kernelSizes = array.layers.map(\.kernelSize)
    dilations = array.layers.map(\.dilation)
    activations = array.layers.map(\.activation.name)
    gatings = array.layers.map { $0.gating.name ?? "none" }
    hasLayer1x1 = array.layer1x1 != nil
    head1x1Channels = array.head1x1?.outputChannelCount
    inputGroups = array.inputGroupCount
    mixinGroups = array.mixinGroupCount
    modulations = array.modulations.names
    headChannels = array.head.outputChannelCount
    headKernelSize = array.head.kernelSize
  }
}

/// What follows the layer arrays of a WaveNet.
private struct PostStackHeadJSON: Encodable {
  let channels: Int
  let kernelSizes: [Int]
  let activation: String

  enum CodingKeys: String, CodingKey {
    case channels, activation
    case kernelSizes = "kernel_sizes"
  }

  init(_ head: WaveNetConfiguration.PostStackHead) {
    channels = head.channelCount
    kernelSizes = head.kernelSizes
    activation = head.activation.name
  }
}
