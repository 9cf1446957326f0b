extension WaveNetConfiguration {
  /// Samples per output frame.
  public var outputChannelCount: Int {
    head?.outputChannelCount ?? arrays.last?.head.outputChannelCount ?? 0
  }

  /// The exact length of `weights` in a file of this shape, in floats. The last is the scale of the output.
  public var weightCount: Int { (SaturatingCount.sum(convolutions.map(\.weightCount)) + 1).value }

  /// Channels of the signal that layers are conditioned on.
  var conditionChannelCount: Int { condition?.configuration.outputChannelCount ?? inputChannelCount }

  /// In the order of the weights.
  var convolutions: [ConvolutionShape] {
    arrays.flatMap(\.convolutions)
      + (head?.convolutions(from: arrays.last?.head.outputChannelCount ?? 0) ?? [])
  }
}

extension WaveNetConfiguration.LayerArray {
  /// Channels of what the layers add to the skip connection.
  var skipChannelCount: Int { head1x1?.outputChannelCount ?? bottleneck }

  var convolutions: [ConvolutionShape] {
    [rechannel] + layers.flatMap(convolutions(of:)) + [headConvolution]
  }

  private var rechannel: ConvolutionShape {
    ConvolutionShape(
      inputChannelCount: inputChannelCount, outputChannelCount: channelCount, hasBias: false)
  }

  private var headConvolution: ConvolutionShape {
    ConvolutionShape(
      inputChannelCount: skipChannelCount, outputChannelCount: head.outputChannelCount,
      kernelSize: head.kernelSize, dilation: head.dilation, hasBias: head.hasBias)
  }

  private func convolutions(of layer: WaveNetConfiguration.Layer) -> [ConvolutionShape] {
    let sums = layer.sumCount(bottleneck: bottleneck)
    let dilated = ConvolutionShape(
      inputChannelCount: channelCount, outputChannelCount: sums, kernelSize: layer.kernelSize,
      dilation: layer.dilation, groupCount: inputGroupCount, groupKey: "groups_input")
    let mixin = ConvolutionShape(
      inputChannelCount: conditionChannelCount, outputChannelCount: sums, hasBias: false,
      groupCount: mixinGroupCount, groupKey: "groups_input_mixin")
    let pointwise = [pointwise(layer1x1, "layer1x1.groups"), pointwise(head1x1, "head1x1.groups")]
    return [dilated, mixin] + pointwise.compactMap(\.self) + modulations(sumCount: sums)
  }

  private func pointwise(
    _ convolution: WaveNetConfiguration.PointwiseConvolution?, _ groupKey: String
  ) -> ConvolutionShape? {
    convolution.map {
      ConvolutionShape(
        inputChannelCount: bottleneck, outputChannelCount: $0.outputChannelCount, groupCount: $0.groupCount,
        groupKey: groupKey)
    }
  }

  private func modulations(sumCount: Int) -> [ConvolutionShape] {
    let widths = [
      channelCount, sumCount, conditionChannelCount, sumCount, sumCount, bottleneck, channelCount,
      head1x1?.outputChannelCount ?? 0,
    ]
    return zip(modulations.all, widths).compactMap { modulation, width in
      modulation.value.map {
        ConvolutionShape(
          inputChannelCount: conditionChannelCount, outputChannelCount: $0.hasShift ? 2 * width : width,
          groupCount: $0.groupCount, groupKey: "\(modulation.key).groups")
      }
    }
  }
}

extension WaveNetConfiguration.Layer {
  /// Sums that enter the activation: twice the bottleneck where half of them gate.
  func sumCount(bottleneck: Int) -> Int { gating == .none ? bottleneck : 2 * bottleneck }
}

extension WaveNetConfiguration.Modulations {
  /// In the order of the weights, each with its key.
  var all: [(key: String, value: WaveNetConfiguration.Modulation?)] {
    [
      ("conv_pre_film", convolutionInput), ("conv_post_film", convolutionOutput),
      ("input_mixin_pre_film", mixinInput), ("input_mixin_post_film", mixinOutput),
      ("activation_pre_film", activationInput), ("activation_post_film", activationOutput),
      ("layer1x1_post_film", layer1x1Output), ("head1x1_post_film", head1x1Output),
    ]
  }
}

extension WaveNetConfiguration.PostStackHead {
  /// - Parameter width: channels that leave the layer arrays.
  func convolutions(from width: Int) -> [ConvolutionShape] {
    kernelSizes.indices.map { index in
      ConvolutionShape(
        inputChannelCount: index == 0 ? width : channelCount,
        outputChannelCount: index == kernelSizes.count - 1 ? outputChannelCount : channelCount,
        kernelSize: kernelSizes[index])
    }
  }
}
