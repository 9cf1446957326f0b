extension NetworkConfiguration {
  /// Samples per input frame.
  public var inputChannelCount: Int {
    switch self {
    case .lstm(let configuration): configuration.inputChannelCount
    case .linear(let configuration): configuration.inputChannelCount
    case .convNet(let configuration): configuration.inputChannelCount
    case .waveNet(let configuration): configuration.inputChannelCount
    case .sequential(let configuration): configuration.inputChannelCount
    }
  }

  /// Samples per output frame.
  public var outputChannelCount: Int {
    switch self {
    case .lstm(let configuration): configuration.outputChannelCount
    case .linear(let configuration): configuration.outputChannelCount
    case .convNet(let configuration): configuration.outputChannelCount
    case .waveNet(let configuration): configuration.outputChannelCount
    case .sequential(let configuration): configuration.outputChannelCount
    }
  }

  /// The exact length of `weights`, in floats; those of nested networks are not among them.
  public var weightCount: Int {
    switch self {
    case .lstm(let configuration): configuration.weightCount
    case .linear(let configuration): configuration.weightCount
    case .convNet(let configuration): configuration.weightCount
    case .waveNet(let configuration): configuration.weightCount
    case .sequential: 0
    }
  }

  /// Frames of input that a frame of output depends on, itself among them; `nil` where there is no end to them.
  public var receptiveField: Int? {
    var count: SaturatingCount
    switch self {
    case .lstm: return nil
    case .linear(let configuration): count = SaturatingCount(configuration.tapCount)
    default: count = 1 + .sum(convolutions.map(\.historyFrameCount))
    }
    for nested in nestedNetworks {
      guard let field = nested.network.configuration.receptiveField else { return nil }
      count = count + SaturatingCount(field - 1)
    }
    return count.value
  }

  /// In the order of the weights; none for what is not made of them.
  var convolutions: [ConvolutionShape] {
    switch self {
    case .convNet(let configuration): configuration.convolutions
    case .waveNet(let configuration): configuration.convolutions
    case .lstm, .linear, .sequential: []
    }
  }

  /// Each with its key in the `config`.
  var nestedNetworks: [(key: String, network: NetworkDescription)] {
    switch self {
    case .waveNet(let configuration): configuration.condition.map { [("condition_dsp", $0)] } ?? []
    case .sequential(let configuration):
      configuration.networks.enumerated().map { ("models[\($0.offset)]", $0.element) }
    case .lstm, .linear, .convNet: []
    }
  }

  /// Weights, without the savings of groups, and state, in floats; those of nested networks are not among them.
  var memoryCount: SaturatingCount {
    switch self {
    case .lstm(let configuration):
      SaturatingCount(configuration.weightCount) + SaturatingCount(configuration.stateCount)
    case .linear(let configuration): SaturatingCount(configuration.weightCount) + configuration.historyCount
    case .convNet, .waveNet: .sum(convolutions.map { $0.denseWeightCount + $0.historyCount })
    case .sequential: 0
    }
  }
}

extension SequentialConfiguration {
  /// Samples per input frame.
  public var inputChannelCount: Int { networks.first?.configuration.inputChannelCount ?? 0 }
  /// Samples per output frame.
  public var outputChannelCount: Int { networks.last?.configuration.outputChannelCount ?? 0 }
}

extension NetworkDescription {
  /// The weights, those of nested networks among them.
  public var parameterCount: Int {
    configuration.nestedNetworks.reduce(weights.count) { $0 + $1.network.parameterCount }
  }

  /// Frames of silence until the network is at rest, or as good as.
  public var settlingFrameCount: Int {
    let own: SaturatingCount
    switch configuration {
    case .lstm: own = SaturatingCount(Prewarm.lstmSilence(sampleRate: sampleRate))
    case .linear(let configuration): own = SaturatingCount(configuration.tapCount - 1)
    case .convNet, .waveNet, .sequential: own = .sum(configuration.convolutions.map(\.historyFrameCount))
    }
    let nested = configuration.nestedNetworks.map { SaturatingCount($0.network.settlingFrameCount) }
    return (own + .sum(nested)).value
  }
}

extension NetworkDescription {
  /// Whether it has a layer, itself or in a part, that remembers without end.
  public var isRecurrent: Bool {
    if case .lstm(let configuration) = configuration { return configuration.layerCount > 0 }
    return configuration.nestedNetworks.contains { $0.network.isRecurrent }
  }

  /// Whether the state that silence leaves can be computed at once: nothing recurs, and what has a long response
  /// gets silence itself.
  public var settlesAtOnce: Bool { settlesAtOnce(afterSilence: true) }

  private func settlesAtOnce(afterSilence: Bool) -> Bool {
    switch configuration {
    case .lstm(let configuration): configuration.layerCount == 0
    case .linear: afterSilence
    case .convNet: true
    case .waveNet(let configuration):
      configuration.condition?.settlesAtOnce(afterSilence: afterSilence) ?? true
    case .sequential(let configuration):
      configuration.networks.enumerated().allSatisfy { index, network in
        network.settlesAtOnce(afterSilence: afterSilence && index == 0)
      }
    }
  }
}
