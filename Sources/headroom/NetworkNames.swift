import NeuralAmp

// What the parts of a network are called, in text and in JSON.

extension NetworkConfiguration {
  /// As files have it.
  var architectureName: String {
    switch self {
    case .lstm: "LSTM"
    case .linear: "Linear"
    case .convNet: "ConvNet"
    case .waveNet: "WaveNet"
    case .sequential: "Sequential"
    }
  }
}

extension Activation {
  var name: String {
    switch self {
    case .tanh: "Tanh"
    case .fastTanh: "Fasttanh"
    case .hardTanh: "Hardtanh"
    case .reLU: "ReLU"
    case .leakyReLU: "LeakyReLU"
    case .pReLU: "PReLU"
    case .sigmoid: "Sigmoid"
    case .siLU: "SiLU"
    case .hardSwish: "Hardswish"
    case .leakyHardTanh: "LeakyHardtanh"
    case .softSign: "Softsign"
    }
  }
}

extension WaveNetConfiguration.Gating {
  /// "gated by Sigmoid"; `nil` where nothing gates.
  var name: String? {
    switch self {
    case .none: nil
    case .gated(let activation): "gated by \(activation.name)"
    case .blended(let activation): "blended by \(activation.name)"
    }
  }
}

extension WaveNetConfiguration.Modulations {
  /// Where a layer is modulated, as files call it without "_film".
  var names: [String] {
    let places = [
      ("conv_pre", convolutionInput), ("conv_post", convolutionOutput), ("input_mixin_pre", mixinInput),
      ("input_mixin_post", mixinOutput), ("activation_pre", activationInput),
      ("activation_post", activationOutput), ("layer1x1_post", layer1x1Output),
      ("head1x1_post", head1x1Output),
    ]
    return places.filter { $0.1 != nil }.map(\.0)
  }
}
