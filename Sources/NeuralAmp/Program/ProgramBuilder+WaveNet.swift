import KernelInterface

extension ProgramBuilder {
  mutating func buildWaveNet(
    _ configuration: WaveNetConfiguration, _ weights: inout WeightCursor, _ input: Channels
  ) -> Channels {
    let condition = configuration.condition.map { build($0, input) } ?? input
    let arrays = configuration.arrays.map { ArrayWeights($0, &weights) }
    let postStackHead = configuration.head.map { head in
      head.convolutions(configuration.arrays.last!.head.outputChannelCount, &weights)
    }
    let scale = weights.take(1)[0]
    var residual = input
    var skip: Channels?
    for (index, array) in arrays.enumerated() {
      let isLast = index == arrays.count - 1
      (residual, skip) = buildArray(
        configuration.arrays[index], isLast ? array.scaled(by: scale) : array, condition: condition,
        residual: residual, skip: skip, isLast: isLast)
    }
    return (postStackHead ?? []).reduce(skip!) {
      buildPostStackHead($0, $1, configuration.head!.activation)
    }
  }

  private mutating func buildPostStackHead(
    _ signal: Channels, _ convolution: ConvolutionWeights, _ activation: Activation
  ) -> Channels {
    let activated = convolution.tapCount > 1 ? ring(signal.count) : signal
    activate(signal, activation, to: activated)
    let output = planes(convolution.outputCount)
    convolve(activated, convolution, to: output)
    return output
  }

  /// - Parameter skip: what the array before has put out, to which the layers' skip connections are added.
  /// - Returns: the residual connection behind the last layer, which nobody needs of the last array; and the
  ///   array's output.
  private mutating func buildArray(
    _ array: WaveNetConfiguration.LayerArray, _ weights: ArrayWeights, condition: Channels,
    residual: Channels,
    skip: Channels?, isLast: Bool
  ) -> (residual: Channels, output: Channels) {
    var signal = ring(array.channelCount)
    convolve(residual, weights.rechannel, to: signal)
    let layers = LayerBuilder(array: array, condition: condition)
    let sum = skip ?? planes(weights.head.inputCount)
    for (index, layer) in weights.layers.enumerated() {
      let isEnd = index == weights.layers.count - 1
      signal = layers.build(
        array.layers[index], layer, signal, skip: sum, isFirst: skip == nil && index == 0,
        residual: !isEnd ? .ring : isLast ? .none : .planes, &self)
    }
    let output = planes(array.head.outputChannelCount)
    convolve(
      weights.head.tapCount > 1 ? withHistory(sum) : sum, weights.head, dilation: array.head.dilation,
      to: output)
    return (signal, output)
  }
}

/// The layers of one array.
private struct LayerBuilder {
  typealias Channels = ProgramBuilder.Channels

  /// What becomes of the residual connection: the next layer wants its past, the next array its present.
  enum Residual { case ring, planes, none }

  let array: WaveNetConfiguration.LayerArray
  let condition: Channels

  /// - Returns: the residual connection behind the layer.
  func build(
    _ layer: WaveNetConfiguration.Layer, _ weights: LayerWeights, _ signal: Channels, skip: Channels,
    isFirst: Bool, residual: Residual, _ program: inout ProgramBuilder
  ) -> Channels {
    var next = signal
    if weights.layer1x1 != nil {
      switch residual {
      case .ring: next = program.ring(array.channelCount)
      case .planes: next = program.planes(array.channelCount)
      case .none: break
      }
    }
    program.withScratch { program in
      let sums = self.sums(layer, weights, signal, &program)
      let isPlain = weights.head1x1 == nil && weights.modulation(\.activationOutput) == nil
      let fused = isPlain && layer.gating == .none
      let output = activate(
        layer, weights, sums, skip: fused ? skip : nil, isFirst: isFirst, &program)
      if !fused { addSkip(weights, output, to: skip, isFirst: isFirst, &program) }
      if residual != .none { addResidual(weights, output, signal, to: next, &program) }
    }
    return next
  }

  /// What goes into the activation.
  private func sums(
    _ layer: WaveNetConfiguration.Layer, _ weights: LayerWeights, _ signal: Channels,
    _ program: inout ProgramBuilder
  ) -> Channels {
    let sums = program.planes(weights.convolution.outputCount)
    var source = signal
    if let modulation = weights.modulation(\.convolutionInput) {
      source = program.ring(signal.count)
      modulate(signal, modulation, to: source, &program)
    }
    let parts = [
      weights.modulation(\.convolutionOutput), weights.modulation(\.mixinInput),
      weights.modulation(\.mixinOutput),
    ]
    let isPlain = parts.allSatisfy { $0 == nil }
    if isPlain && weights.convolution.groupCount == 1 && weights.mixin.groupCount == 1 {
      program.convolve(
        source, weights.convolution, dilation: layer.dilation, side: (condition, weights.mixin), to: sums)
    } else {
      program.convolve(source, weights.convolution, dilation: layer.dilation, to: sums)
      if let modulation = weights.modulation(\.convolutionOutput) {
        modulate(sums, modulation, to: sums, &program)
      }
      mix(weights, into: sums, &program)
    }
    if let modulation = weights.modulation(\.activationInput) {
      modulate(sums, modulation, to: sums, &program)
    }
    return sums
  }

  /// Adds what the condition says.
  private func mix(_ weights: LayerWeights, into sums: Channels, _ program: inout ProgramBuilder) {
    program.withScratch { program in
      var source = condition
      if let modulation = weights.modulation(\.mixinInput) {
        source = program.planes(condition.count)
        modulate(condition, modulation, to: source, &program)
      }
      guard let modulation = weights.modulation(\.mixinOutput) else {
        return program.convolve(source, weights.mixin, residual: sums, to: sums)
      }
      let mixed = program.planes(sums.count)
      program.convolve(source, weights.mixin, to: mixed)
      modulate(mixed, modulation, to: mixed, &program)
      program.combine(.add, mixed, to: sums)
    }
  }

  /// `signal · scale(c) + shift(c)`.
  private func modulate(
    _ signal: Channels, _ modulation: LayerWeights.Modulation, to target: Channels,
    _ program: inout ProgramBuilder
  ) {
    program.withScratch { program in
      let factors = program.planes(modulation.convolution.outputCount)
      program.convolve(condition, modulation.convolution, to: factors)
      let shift = ProgramBuilder.Place(channel: factors.signal.channel + signal.count)
      program.modulate(
        signal, scale: (factors.signal, signal.count),
        shift: modulation.hasShift ? (shift, signal.count) : nil,
        to: target)
    }
  }

  /// In place.
  ///
  /// - Parameter skip: where the result is added, or set, at the same time.
  private func activate(
    _ layer: WaveNetConfiguration.Layer, _ weights: LayerWeights, _ sums: Channels, skip: Channels?,
    isFirst: Bool, _ program: inout ProgramBuilder
  ) -> Channels {
    let output = (signal: sums.signal, count: array.bottleneck)
    let gate = (
      signal: ProgramBuilder.Place(channel: sums.signal.channel + array.bottleneck), count: array.bottleneck
    )
    switch layer.gating {
    case .none:
      program.activate(
        output, layer.activation, to: output, skip: skip == nil ? .none : isFirst ? .set : .add,
        skipTarget: skip)
    case .gated(let secondary):
      program.activate(output, layer.activation, to: output)
      program.activate(gate, secondary, to: gate)
      program.combine(.multiply, gate, to: output)
    case .blended(let secondary):
      let plain = program.planes(array.bottleneck)
      program.combine(.copy, output, to: plain)
      program.activate(output, layer.activation, to: output)
      program.activate(gate, secondary, to: gate)
      program.combine(.blend, gate, plain, to: output)
    }
    if let modulation = weights.modulation(\.activationOutput) {
      modulate(output, modulation, to: output, &program)
    }
    return output
  }

  private func addSkip(
    _ weights: LayerWeights, _ output: Channels, to skip: Channels, isFirst: Bool,
    _ program: inout ProgramBuilder
  ) {
    guard let head = weights.head1x1 else { return program.combine(isFirst ? .copy : .add, output, to: skip) }
    guard let modulation = weights.modulation(\.head1x1Output) else {
      return program.convolve(output, head, residual: isFirst ? nil : skip, to: skip)
    }
    program.withScratch { program in
      let sums = program.planes(skip.count)
      program.convolve(output, head, to: sums)
      modulate(sums, modulation, to: sums, &program)
      program.combine(isFirst ? .copy : .add, sums, to: skip)
    }
  }

  private func addResidual(
    _ weights: LayerWeights, _ output: Channels, _ signal: Channels, to next: Channels,
    _ program: inout ProgramBuilder
  ) {
    guard let layer1x1 = weights.layer1x1 else { return }
    guard let modulation = weights.modulation(\.layer1x1Output) else {
      return program.convolve(output, layer1x1, residual: signal, to: next)
    }
    let sums = program.planes(next.count)
    program.convolve(output, layer1x1, to: sums)
    modulate(sums, modulation, to: sums, &program)
    program.combine(.copy, signal, to: next)
    program.combine(.add, sums, to: next)
  }
}
