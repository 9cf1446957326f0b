import NeuralAmp

/// One of the `layers` of a WaveNet: an array of layers.
struct LayerArrayConfig {
  private typealias LayerArray = WaveNetConfiguration.LayerArray

  private let object: NAMObject

  init(_ object: NAMObject) { self.object = object }

  func parse() throws(NAMFileError.Problem) -> WaveNetConfiguration.LayerArray {
    let channelCount = try object.size("channels")
    let bottleneck = try object.size("bottleneck", default: channelCount)
    object.noteOddKeys(known: Self.knownKeys, of: "a layer array")
    return LayerArray(
      inputChannelCount: try object.size("input_size"),
      conditionChannelCount: try object.size("condition_size"), channelCount: channelCount,
      bottleneck: bottleneck, layers: try LayersConfig(object).parse(), head: try head(),
      layer1x1: try layer1x1(channelCount), head1x1: try head1x1(),
      inputGroupCount: try object.size("groups_input", default: 1),
      mixinGroupCount: try object.size("groups_input_mixin", default: 1), modulations: try modulations(),
      allowedChannelCounts: try allowedChannelCounts(channelCount))
  }

  private static let knownKeys: Set = [
    "input_size", "condition_size", "channels", "bottleneck", "kernel_size", "kernel_sizes", "dilations",
    "activation", "gating_mode", "gated", "secondary_activation", "head", "head_size", "head_bias",
    "layer1x1", "head1x1", "groups_input", "groups_input_mixin", "conv_pre_film", "conv_post_film",
    "input_mixin_pre_film", "input_mixin_post_film", "activation_pre_film", "activation_post_film",
    "layer1x1_post_film", "head1x1_post_film", "slimmable",
  ]

  /// The older form has a kernel of one tap.
  private func head() throws(NAMFileError.Problem) -> WaveNetConfiguration.Head {
    guard let value = object.optional("head") else {
      return WaveNetConfiguration.Head(
        outputChannelCount: try object.size("head_size"), hasBias: try object.required("head_bias").bool())
    }
    let head = try value.object()
    let lengths = 1...NetworkConfiguration.lengthLimit
    return WaveNetConfiguration.Head(
      outputChannelCount: try head.size("out_channels"), kernelSize: try head.size("kernel_size"),
      dilation: try head.optional("head_dilation")?.integer(in: lengths) ?? 1,
      hasBias: try head.required("bias").bool())
  }

  /// Active where nothing is said of it.
  private func layer1x1(
    _ channelCount: Int
  ) throws(NAMFileError.Problem) -> WaveNetConfiguration.PointwiseConvolution? {
    guard let layer1x1 = try object.optional("layer1x1")?.object() else {
      return WaveNetConfiguration.PointwiseConvolution(outputChannelCount: channelCount)
    }
    guard try layer1x1.required("active").bool() else { return nil }
    return WaveNetConfiguration.PointwiseConvolution(
      outputChannelCount: channelCount, groupCount: try layer1x1.size("groups"))
  }

  private func head1x1() throws(NAMFileError.Problem) -> WaveNetConfiguration.PointwiseConvolution? {
    guard let head1x1 = try object.optional("head1x1")?.object(),
      try head1x1.required("active").bool()
    else { return nil }
    return WaveNetConfiguration.PointwiseConvolution(
      outputChannelCount: try head1x1.size("out_channels"), groupCount: try head1x1.size("groups"))
  }

  private func modulations() throws(NAMFileError.Problem) -> WaveNetConfiguration.Modulations {
    var modulations = WaveNetConfiguration.Modulations()
    modulations.convolutionInput = try modulation("conv_pre_film")
    modulations.convolutionOutput = try modulation("conv_post_film")
    modulations.mixinInput = try modulation("input_mixin_pre_film")
    modulations.mixinOutput = try modulation("input_mixin_post_film")
    modulations.activationInput = try modulation("activation_pre_film")
    modulations.activationOutput = try modulation("activation_post_film")
    modulations.layer1x1Output = try modulation("layer1x1_post_film")
    modulations.head1x1Output = try modulation("head1x1_post_film")
    return modulations
  }

  private func modulation(_ key: String) throws(NAMFileError.Problem) -> WaveNetConfiguration.Modulation? {
    guard let value = object.optional(key), value.value != .bool(false) else { return nil }
    guard case .object = value.value else { throw value.unexpected("an object, false or null") }
    let film = try value.object()
    guard try film.bool("active", default: true) else { return nil }
    return WaveNetConfiguration.Modulation(
      hasShift: try film.bool("shift", default: true), groupCount: try film.size("groups", default: 1))
  }

  private func allowedChannelCounts(_ channelCount: Int) throws(NAMFileError.Problem) -> [Int]? {
    guard let slimmable = try object.optional("slimmable")?.object(),
      let method = slimmable.optional("method"), try method.string() != ""
    else { return nil }
    guard try method.string() == "slice_channels_uniform" else {
      throw method.unexpected("\"slice_channels_uniform\"")
    }
    guard let list = try slimmable.optional("kwargs")?.object().optional("allowed_channels") else {
      return Array(1...channelCount)
    }
    let sizes = 1...NetworkConfiguration.sizeLimit
    return try list.integers(in: sizes, sizes)
  }
}
