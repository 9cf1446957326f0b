import NeuralAmp

extension TestNetwork {
  /// Every architecture, and everything that a step of the engine can be asked for.
  public static let catalogue =
    widths + gates + connections + heads + films + conditions + captures + convNets + linears + sequences

  /// For every kernel that this processor can run.
  public static let all = Kernel.available.flatMap { kernel in catalogue.map { $0.on(kernel) } }
  /// For every vector kernel that this processor can run.
  public static let vector = Kernel.availableVector.flatMap { kernel in catalogue.map { $0.on(kernel) } }

  /// Rows of every remainder, in vectors of every length.
  private static let widths = [1, 2, 3, 5, 6, 7, 12, 16].map { channels in
    TestNetwork("WaveNet of \(channels)", waveNet([array(channels)], scale: channels > 7 ? 0.3 : 0.5))
  }

  private static let gates = [
    TestNetwork("gated", waveNet([array(3, layers: layers(.tanh, .gated(.sigmoid)))])),
    TestNetwork("blended", waveNet([array(5, layers: layers(.softSign, .blended(.sigmoid)))])),
    TestNetwork(
      "gates of all kinds",
      waveNet([
        array(
          4,
          layers: [
            .init(kernelSize: 2, dilation: 7, activation: .fastTanh, gating: .gated(.hardTanh)),
            .init(kernelSize: 5, dilation: 1, activation: .pReLU(slopes: [0.1, -0.3, 0.5])),
            .init(kernelSize: 1, dilation: 9, activation: .siLU, gating: .blended(.hardSwish)),
          ])
      ])),
  ]

  private static let connections = [
    TestNetwork("no layer1x1", waveNet([array(5) { $0.layer1x1 = nil }])),
    TestNetwork(
      "narrow bottleneck",
      waveNet([
        array(6, bottleneck: 2, layers: layers(.tanh, .gated(.sigmoid))) {
          $0.head1x1 = .init(outputChannelCount: 3)
        }
      ])),
    TestNetwork("wide bottleneck", waveNet([array(3, bottleneck: 10)])),
    TestNetwork(
      "groups",
      waveNet(
        [
          array(6, inputs: 2, bottleneck: 4) {
            ($0.inputGroupCount, $0.mixinGroupCount) = (2, 2)
            $0.layer1x1?.groupCount = 2
            $0.head1x1 = .init(outputChannelCount: 8, groupCount: 4)
          }
        ], inputs: 2)),
    TestNetwork("depthwise", waveNet([array(7) { $0.inputGroupCount = 7 }])),
    TestNetwork("2 in, 3 out", waveNet([array(4, inputs: 2, outputs: 3)], inputs: 2)),
    TestNetwork("3 in, 2 out", waveNet([array(5, inputs: 3, outputs: 2)], inputs: 3)),
  ]

  private static let heads = [
    TestNetwork(
      "head with a past",
      waveNet([
        array(3, outputs: 5) { ($0.head.kernelSize, $0.head.dilation) = (3, 2) },
        array(5, inputs: 3, condition: 1) { ($0.head.kernelSize, $0.head.dilation) = (4, 37) },
      ])),
    TestNetwork(
      "head behind the stack",
      waveNet(
        [array(4, outputs: 3)],
        head: .init(channelCount: 5, outputChannelCount: 2, kernelSizes: [3, 1, 20], activation: .tanh))),
  ]

  private static let films = [
    TestNetwork("all FiLMs", waveNet([array(4, bottleneck: 3) { $0.modulateAll(.init()) }])),
    TestNetwork(
      "all FiLMs without shift", waveNet([array(3) { $0.modulateAll(.init(hasShift: false)) }])),
    TestNetwork(
      "all FiLMs, gated, in groups",
      waveNet(
        [
          array(6, inputs: 2, bottleneck: 4, layers: layers(.tanh, .gated(.sigmoid))) {
            ($0.inputGroupCount, $0.mixinGroupCount) = (2, 2)
            $0.modulateAll(.init(groupCount: 2))
          }
        ], inputs: 2)),
    TestNetwork(
      "all FiLMs, blended",
      waveNet([array(5, layers: layers(.tanh, .blended(.sigmoid))) { $0.modulateAll(.init()) }])),
  ]

  private static let conditions = [
    TestNetwork(
      "condition of an LSTM",
      waveNet(
        [array(3, condition: 2)],
        condition: .random(.lstm(.init(layerCount: 2, hiddenSize: 3, outputChannelCount: 2))))),
    TestNetwork(
      "condition of a WaveNet",
      waveNet(
        [array(3, condition: 3), array(1, inputs: 3, condition: 3)],
        condition: waveNet([array(2, outputs: 3)]))),
    TestNetwork(
      "condition of a long Linear",
      waveNet([array(2)], condition: .random(.linear(.init(tapCount: 400, hasBias: true)), scale: 0.1))),
  ]

  private static let captures = [
    TestNetwork("A1 nano", waveNet([array(4, outputs: 2, layers: a1(0...6)), a1Second], scale: 0.4)),
    TestNetwork(
      "A2 lite",
      waveNet([array(3, layers: a2) { $0.head.kernelSize = 16 }], scale: 0.2)),
    TestNetwork(
      "dilation 512",
      waveNet([array(1, layers: [.init(kernelSize: 3, dilation: 512, activation: .tanh)])])),
  ]

  private static let convNets = [
    TestNetwork("ConvNet", convNet(3, [1, 2, 4, 8], .tanh)),
    TestNetwork("ConvNet, normalised", convNet(5, [1, 64, 3], .reLU, isNormalized: true)),
    TestNetwork("ConvNet in groups", convNet(6, [2, 5], .leakyReLU(slope: 0.1), groups: 2, inputs: 2)),
    TestNetwork(
      "ConvNet in groups, normalised",
      convNet(8, [1, 3], .siLU, isNormalized: true, groups: 2, inputs: 2, outputs: 3)),
  ]

  private static let linears = [
    TestNetwork("Linear of 1", linear(1)), TestNetwork("Linear of 3", linear(3)),
    TestNetwork("Linear of 300", linear(300)), TestNetwork("Linear of 3000", linear(3_000)),
    TestNetwork("Linear, 1 in, 2 out", linear(270, outputs: 2)),
    TestNetwork("Linear, 3 in, 1 out", linear(20, inputs: 3)),
    TestNetwork("Linear, 2 in, 2 out", linear(500, inputs: 2, outputs: 2)),
  ]

  private static let sequences = [
    TestNetwork(
      "LSTM, then Linear",
      sequence([.random(.lstm(.init(layerCount: 1, hiddenSize: 5))), linear(300)])),
    TestNetwork("Linear, then WaveNet", sequence([linear(2_000), waveNet([array(4)])])),
    TestNetwork(
      "sequence in a sequence",
      sequence([
        convNet(2, [1, 5], .tanh), sequence([waveNet([array(3, outputs: 2)]), linear(30, inputs: 2)]),
      ])),
  ]
}

// MARK: Shapes

extension TestNetwork {
  private static func waveNet(
    _ arrays: [WaveNetConfiguration.LayerArray], head: WaveNetConfiguration.PostStackHead? = nil,
    inputs: Int = 1, condition: NetworkDescription? = nil, scale: Float = 0.5
  ) -> NetworkDescription {
    let configuration = WaveNetConfiguration(
      arrays: arrays, head: head, inputChannelCount: inputs, condition: condition)
    return .random(.waveNet(configuration), scale: scale)
  }

  /// - Parameter condition: channels; as a rule those of the input.
  private static func array(
    _ channels: Int, inputs: Int = 1, condition: Int? = nil, bottleneck: Int? = nil, outputs: Int = 1,
    layers: [WaveNetConfiguration.Layer] = layers(.tanh),
    _ change: (inout WaveNetConfiguration.LayerArray) -> Void = { _ in }
  ) -> WaveNetConfiguration.LayerArray {
    var array = WaveNetConfiguration.LayerArray(
      inputChannelCount: inputs, conditionChannelCount: condition ?? inputs, channelCount: channels,
      bottleneck: bottleneck ?? channels, layers: layers,
      head: .init(outputChannelCount: outputs, hasBias: true),
      layer1x1: .init(outputChannelCount: channels))
    change(&array)
    return array
  }

  private static func layers(
    _ activation: Activation, _ gating: WaveNetConfiguration.Gating = .none
  ) -> [WaveNetConfiguration.Layer] {
    [1, 2, 40].map { .init(kernelSize: 3, dilation: $0, activation: activation, gating: gating) }
  }

  /// - Parameter exponents: of the dilations, powers of two.
  private static func a1(_ exponents: ClosedRange<Int>) -> [WaveNetConfiguration.Layer] {
    exponents.map { .init(kernelSize: 3, dilation: 1 << $0, activation: .tanh) }
  }

  private static let a1Second = array(2, inputs: 4, condition: 1, layers: a1(7...9) + a1(0...9))

  private static let a2: [WaveNetConfiguration.Layer] = {
    let dilations = [1, 3, 7, 17, 41, 101, 239]
    let ends = [6, 6, 6, 6, 6, 6, 6]
    let sizes = zip(ends + ends + [15, 15] + ends, dilations + dilations + [1, 13] + dilations)
    return sizes.map { .init(kernelSize: $0, dilation: $1, activation: .leakyReLU(slope: 0.01)) }
  }()

  private static func convNet(
    _ channels: Int, _ dilations: [Int], _ activation: Activation, isNormalized: Bool = false,
    groups: Int = 1, inputs: Int = 1, outputs: Int = 1
  ) -> NetworkDescription {
    .random(
      .convNet(
        ConvNetConfiguration(
          channelCount: channels, dilations: dilations, hasBatchNormalization: isNormalized,
          activation: activation, groupCount: groups, inputChannelCount: inputs, outputChannelCount: outputs))
    )
  }

  private static func linear(_ taps: Int, inputs: Int = 1, outputs: Int = 1) -> NetworkDescription {
    let configuration = LinearConfiguration(
      tapCount: taps, hasBias: taps % 2 == 0, inputChannelCount: inputs, outputChannelCount: outputs)
    return .random(.linear(configuration), scale: 1 / Float(taps).squareRoot())
  }

  private static func sequence(_ networks: [NetworkDescription]) -> NetworkDescription {
    .random(.sequential(SequentialConfiguration(networks: networks)))
  }
}

extension WaveNetConfiguration.LayerArray {
  /// Wherever it is possible, which a head1x1 makes everywhere.
  fileprivate mutating func modulateAll(_ modulation: WaveNetConfiguration.Modulation) {
    head1x1 = .init(outputChannelCount: 2)
    modulations.convolutionInput = modulation
    modulations.convolutionOutput = modulation
    modulations.mixinInput = modulation
    modulations.mixinOutput = modulation
    modulations.activationInput = modulation
    modulations.activationOutput = modulation
    modulations.layer1x1Output = modulation
    modulations.head1x1Output = modulation
  }
}
