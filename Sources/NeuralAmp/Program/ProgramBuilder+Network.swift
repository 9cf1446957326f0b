import KernelInterface

// Networks without layers of their own: what is nested, and what is one convolution.

extension ProgramBuilder {
  /// - Returns: the network's output.
  mutating func build(_ description: NetworkDescription, _ input: Channels) -> Channels {
    var weights = WeightCursor(description.weights)
    defer { weights.finish() }
    switch description.configuration {
    case .lstm(let configuration):
      _ = weights.take(description.weights.count)
      return buildLSTM(configuration, description.weights, input)
    case .linear(let configuration): return buildLinear(configuration, &weights, input)
    case .convNet(let configuration): return buildConvNet(configuration, &weights, input)
    case .waveNet(let configuration): return buildWaveNet(configuration, &weights, input)
    case .sequential(let configuration):
      return configuration.networks.reduce(input) { build($1, $0) }
    }
  }

  private mutating func buildLSTM(
    _ configuration: LSTMConfiguration, _ weights: [Float], _ input: Channels
  ) -> Channels {
    guard configuration.layerCount > 0 else { return passThrough(configuration, input) }
    let (packed, storedState) = LSTMNetwork.pack(weights, configuration, for: kernel)
    let network = LSTMNetwork(configuration, kernel: kernel, weights: UnsafePointer(packed.pointer))
    return recur(input, RecurrentPart(network: network, weights: packed, storedState: storedState))
  }

  /// The channels that both sides have, silence on the rest.
  private mutating func passThrough(_ configuration: LSTMConfiguration, _ input: Channels) -> Channels {
    let output = planes(configuration.outputChannelCount)
    let shared = min(input.count, output.count)
    combine(.copy, input, to: (output.signal, shared))
    if shared < output.count {
      let rest = Place(channel: output.signal.channel + shared)
      combine(.clear, output, to: (rest, output.count - shared))
    }
    return output
  }

  /// One layer: a convolution of kernel size 2, with the normalisation folded into it, and an activation.
  private mutating func buildConvNet(
    _ configuration: ConvNetConfiguration, _ weights: inout WeightCursor, _ input: Channels
  ) -> Channels {
    var signal = withHistory(input)
    for dilation in configuration.dilations {
      var convolution = weights.convolution(
        signal.count, configuration.channelCount, tapCount: 2,
        hasBias: !configuration.hasBatchNormalization, groupCount: configuration.groupCount)
      if configuration.hasBatchNormalization { convolution.normalize(&weights) }
      let output = ring(configuration.channelCount)
      convolve(signal, convolution, dilation: dilation, to: output)
      activate(output, configuration.activation, to: output)
      signal = output
    }
    let output = planes(configuration.outputChannelCount)
    convolve(signal, weights.convolution(signal.count, output.count, hasBias: true), to: output)
    return output
  }

  /// A copy of planes that has a past.
  mutating func withHistory(_ signal: Channels) -> Channels {
    let copy = ring(signal.count)
    combine(.copy, signal, to: copy)
    return copy
  }

  /// What comes in is in planes: it is the input of the whole, or what another network puts out.
  private mutating func buildLinear(
    _ configuration: LinearConfiguration, _ weights: inout WeightCursor, _ input: Channels
  ) -> Channels {
    let (inputs, outputs) = (configuration.inputChannelCount, configuration.outputChannelCount)
    let isShared = inputs == outputs
    let parts = (0..<(isShared ? 1 : max(inputs, outputs))).map { _ in
      ResponsePart(weights.take(configuration.tapCount), kernel: kernel)
    }
    let biasCount = isShared ? 1 : outputs
    let bias = configuration.hasBias ? weights.take(biasCount) : [Float](repeating: 0, count: biasCount)
    let output = planes(outputs)
    fill(output, isShared ? [Float](repeating: bias[0], count: outputs) : bias)
    for index in 0..<max(inputs, outputs) {
      let source = Place(channel: input.signal.channel + index % inputs)
      let target = Place(channel: output.signal.channel + index % outputs)
      respond(source, parts[index % parts.count], to: target)
    }
    return output
  }
}

extension ConvolutionWeights {
  /// Takes mean, variance, gamma and beta of each output, and epsilon.
  fileprivate mutating func normalize(_ weights: inout WeightCursor) {
    let parts = (0..<4).map { _ in weights.take(outputCount).map(Double.init) }
    let epsilon = Double(weights.take(1)[0])
    let factors = (0..<outputCount).map { parts[2][$0] / (parts[1][$0] + epsilon).squareRoot() }
    scale(by: factors, plus: (0..<outputCount).map { parts[3][$0] - factors[$0] * parts[0][$0] })
  }
}
