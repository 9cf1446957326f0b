import NeuralAmp

/// The `config` of a stack of convolutions.
enum ConvNetConfig {
  private static let knownKeys: Set = [
    "channels", "dilations", "batchnorm", "activation", "groups", "in_channels", "out_channels",
  ]

  static func parse(_ config: NAMObject) throws(NAMFileError.Problem) -> ConvNetConfiguration {
    let channelCount = try config.size("channels")
    let dilations = try config.required("dilations").integers(
      in: 1...NetworkConfiguration.lengthLimit, 1...NetworkConfiguration.listLimit)
    let hasBatchNormalization = try config.required("batchnorm").bool()
    let activation = try ActivationConfig.parse(config.required("activation"))
    config.noteOddKeys(known: knownKeys, of: "a ConvNet")
    return ConvNetConfiguration(
      channelCount: channelCount, dilations: dilations, hasBatchNormalization: hasBatchNormalization,
      activation: activation, groupCount: try config.size("groups", default: 1),
      inputChannelCount: try config.size("in_channels", default: 1),
      outputChannelCount: try config.size("out_channels", default: 1))
  }
}
