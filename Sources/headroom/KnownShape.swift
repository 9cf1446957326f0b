import NeuralAmp

/// The shapes of the WaveNets that most captures are: of the trainer's first generation, and of its second.
enum KnownShape: String, CaseIterable {
  case a1Standard = "a1-standard"
  case a1Lite = "a1-lite"
  case a1Feather = "a1-feather"
  case a1Nano = "a1-nano"
  case a2Full = "a2-full"
  case a2Lite = "a2-lite"

  /// The shape that a network has, whatever its weights are; `nil` for one of no name.
  init?(of network: NetworkDescription) {
    guard case .waveNet(let waveNet) = network.configuration else { return nil }
    guard let shape = Self.allCases.first(where: { $0.configuration == waveNet }) else { return nil }
    self = shape
  }

  var title: String {
    switch self {
    case .a1Standard: "A1 standard"
    case .a1Lite: "A1 lite"
    case .a1Feather: "A1 feather"
    case .a1Nano: "A1 nano"
    case .a2Full: "A2 full"
    case .a2Lite: "A2 lite"
    }
  }

  var configuration: WaveNetConfiguration {
    let long = Self.octaves
    let (short, rest) = (Array(long.prefix(7)), [128, 256, 512] + long)
    return switch self {
    case .a1Standard: Self.a1(channels: 16, [long, long])
    case .a1Lite: Self.a1(channels: 12, [short, rest])
    case .a1Feather: Self.a1(channels: 8, [short, rest])
    case .a1Nano: Self.a1(channels: 4, [short, rest])
    case .a2Full: Self.a2(channels: 8)
    case .a2Lite: Self.a2(channels: 3)
    }
  }

  private static let octaves = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512]

  /// Two arrays, the second of half as many channels.
  private static func a1(channels: Int, _ dilations: [[Int]]) -> WaveNetConfiguration {
    let half = channels / 2
    return WaveNetConfiguration(arrays: [
      array(
        inputs: 1, channels: channels, layers(dilations[0], kernelSizes: [3], .tanh),
        .init(outputChannelCount: half, hasBias: false)),
      array(
        inputs: channels, channels: half, layers(dilations[1], kernelSizes: [3], .tanh),
        .init(outputChannelCount: 1, hasBias: true)),
    ])
  }

  /// One array with a head of several taps.
  private static func a2(channels: Int) -> WaveNetConfiguration {
    let cycle = [1, 3, 7, 17, 41, 101, 239]
    let kernelSizes = Array(repeating: 6, count: 14) + [15, 15] + Array(repeating: 6, count: 7)
    let layers = layers(
      cycle + cycle + [1, 13] + cycle, kernelSizes: kernelSizes, .leakyReLU(slope: 0.01))
    let head = WaveNetConfiguration.Head(outputChannelCount: 1, kernelSize: 16, hasBias: true)
    return WaveNetConfiguration(arrays: [array(inputs: 1, channels: channels, layers, head)])
  }

  private static func array(
    inputs: Int, channels: Int, _ layers: [WaveNetConfiguration.Layer], _ head: WaveNetConfiguration.Head
  ) -> WaveNetConfiguration.LayerArray {
    .init(
      inputChannelCount: inputs, conditionChannelCount: 1, channelCount: channels, bottleneck: channels,
      layers: layers, head: head, layer1x1: .init(outputChannelCount: channels))
  }

  /// - Parameter kernelSizes: over again where there are fewer than dilations.
  private static func layers(
    _ dilations: [Int], kernelSizes: [Int], _ activation: Activation
  ) -> [WaveNetConfiguration.Layer] {
    dilations.enumerated().map { index, dilation in
      .init(
        kernelSize: kernelSizes[index % kernelSizes.count], dilation: dilation, activation: activation)
    }
  }
}
