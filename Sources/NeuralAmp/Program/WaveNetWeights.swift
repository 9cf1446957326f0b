/// The weights of one layer array, in the order of the file.
struct ArrayWeights {
  let rechannel: ConvolutionWeights
  let layers: [LayerWeights]
  var head: ConvolutionWeights

  init(_ array: WaveNetConfiguration.LayerArray, _ weights: inout WeightCursor) {
    rechannel = weights.convolution(array.inputChannelCount, array.channelCount, hasBias: false)
    layers = array.layers.map { LayerWeights(array, $0, &weights) }
    head = weights.convolution(
      array.skipChannelCount, array.head.outputChannelCount, tapCount: array.head.kernelSize,
      hasBias: array.head.hasBias)
  }

  /// With the network's output scaled.
  func scaled(by factor: Float) -> ArrayWeights {
    var scaled = self
    let factors = [Double](repeating: Double(factor), count: head.outputCount)
    scaled.head.scale(by: factors, plus: factors.map { _ in 0 })
    return scaled
  }
}

/// The weights of one layer, in the order of the file.
struct LayerWeights {
  private(set) var convolution: ConvolutionWeights
  private(set) var mixin: ConvolutionWeights
  private(set) var layer1x1: ConvolutionWeights?
  private(set) var head1x1: ConvolutionWeights?
  private var modulations: [PartialKeyPath<WaveNetConfiguration.Modulations>: Modulation]

  /// From the condition to the scales, then the shifts.
  struct Modulation {
    let hasShift: Bool
    let convolution: ConvolutionWeights

    /// What it is where the condition has no say in it.
    var constant: (scale: [Double], shift: [Double])? {
      guard convolution.matrix.allSatisfy({ $0 == 0 }) else { return nil }
      let values = convolution.bias.map(Double.init)
      let count = hasShift ? values.count / 2 : values.count
      let shift = hasShift ? Array(values[count...]) : [Double](repeating: 0, count: count)
      return (Array(values[..<count]), shift)
    }
  }

  init(
    _ array: WaveNetConfiguration.LayerArray, _ layer: WaveNetConfiguration.Layer,
    _ weights: inout WeightCursor
  ) {
    let sumCount = array.bottleneck * (layer.gating == .none ? 1 : 2)
    convolution = weights.convolution(
      array.channelCount, sumCount, tapCount: layer.kernelSize, hasBias: true,
      groupCount: array.inputGroupCount)
    mixin = weights.convolution(
      array.conditionChannelCount, sumCount, hasBias: false, groupCount: array.mixinGroupCount)
    layer1x1 = array.layer1x1.map {
      weights.convolution(array.bottleneck, array.channelCount, hasBias: true, groupCount: $0.groupCount)
    }
    head1x1 = array.head1x1.map {
      weights.convolution(array.bottleneck, $0.outputChannelCount, hasBias: true, groupCount: $0.groupCount)
    }
    var modulations: [PartialKeyPath<WaveNetConfiguration.Modulations>: Modulation] = [:]
    for (slot, width) in array.modulationWidths(sumCount: sumCount) {
      guard let modulation = array.modulations[keyPath: slot] else { continue }
      modulations[slot] = Modulation(
        hasShift: modulation.hasShift,
        convolution: weights.convolution(
          array.conditionChannelCount, (modulation.hasShift ? 2 : 1) * width, hasBias: true,
          groupCount: modulation.groupCount))
    }
    self.modulations = modulations
    foldConstants()
  }

  /// Makes constant modulations a part of the convolutions that they follow. In the order of the signal: behind one
  /// that is not constant, none but its own convolution's is.
  private mutating func foldConstants() {
    fold(\.convolutionOutput) { $0.convolution.scale(by: $1, plus: $2) }
    if modulation(\.convolutionOutput) == nil {
      fold(\.mixinOutput) {
        $0.mixin.scale(by: $1, plus: $2.map { _ in 0 })
        $0.convolution.addToBias($2)
      }
    }
    if modulation(\.convolutionOutput) == nil && modulation(\.mixinOutput) == nil {
      fold(\.activationInput) {
        $0.convolution.scale(by: $1, plus: $2)
        $0.mixin.scale(by: $1, plus: $2.map { _ in 0 })
      }
    }
    fold(\.layer1x1Output) { $0.layer1x1?.scale(by: $1, plus: $2) }
    fold(\.head1x1Output) { $0.head1x1?.scale(by: $1, plus: $2) }
  }

  /// - Parameter body: gets the layer, the scales and the shifts.
  private mutating func fold(
    _ slot: KeyPath<WaveNetConfiguration.Modulations, WaveNetConfiguration.Modulation?>,
    _ body: (inout LayerWeights, [Double], [Double]) -> Void
  ) {
    guard let constant = modulations[slot]?.constant else { return }
    body(&self, constant.scale, constant.shift)
    modulations[slot] = nil
  }

  func modulation(
    _ slot: KeyPath<WaveNetConfiguration.Modulations, WaveNetConfiguration.Modulation?>
  ) -> Modulation? { modulations[slot] }
}

extension WaveNetConfiguration.LayerArray {
  /// Each place that can be modulated, in the order of the file, with its channels.
  func modulationWidths(
    sumCount: Int
  ) -> [(KeyPath<WaveNetConfiguration.Modulations, WaveNetConfiguration.Modulation?>, Int)] {
    [
      (\.convolutionInput, channelCount), (\.convolutionOutput, sumCount),
      (\.mixinInput, conditionChannelCount), (\.mixinOutput, sumCount), (\.activationInput, sumCount),
      (\.activationOutput, bottleneck), (\.layer1x1Output, channelCount),
      (\.head1x1Output, head1x1?.outputChannelCount ?? 0),
    ]
  }
}

extension WaveNetConfiguration.PostStackHead {
  func convolutions(_ inputCount: Int, _ weights: inout WeightCursor) -> [ConvolutionWeights] {
    var count = inputCount
    return kernelSizes.enumerated().map { index, size in
      let outputs = index == kernelSizes.count - 1 ? outputChannelCount : channelCount
      defer { count = outputs }
      return weights.convolution(count, outputs, tapCount: size, hasBias: true)
    }
  }
}
