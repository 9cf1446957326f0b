import NeuralAmp

/// The `config` of a WaveNet.
enum WaveNetConfig {
  private static let knownKeys: Set = ["layers", "head_scale", "head", "in_channels", "condition_dsp"]

  static func parse(_ config: NAMObject) throws(NAMFileError.Problem) -> WaveNetConfiguration {
    // The last of the weights counts instead.
    _ = try config.required("head_scale").float()
    var arrays: [WaveNetConfiguration.LayerArray] = []
    for element in try config.required("layers").elements(1...NetworkConfiguration.listLimit) {
      arrays.append(try LayerArrayConfig(element.object()).parse())
    }
    let head = try config.optional("head").map { (value) throws(NAMFileError.Problem) in
      try parseHead(value.object(), after: arrays)
    }
    let condition = try config.optional("condition_dsp").map { (value) throws(NAMFileError.Problem) in
      try NAMModel.read(value.object()).network
    }
    config.noteOddKeys(known: knownKeys, of: "a WaveNet")
    return WaveNetConfiguration(
      arrays: arrays, head: head, inputChannelCount: try config.size("in_channels", default: 1),
      condition: condition)
  }

  private static func parseHead(
    _ head: NAMObject, after arrays: [WaveNetConfiguration.LayerArray]
  ) throws(NAMFileError.Problem) -> WaveNetConfiguration.PostStackHead {
    if let width = head.optional("in_channels"), let last = arrays.last {
      let count = try width.integer(in: 1...NetworkConfiguration.sizeLimit)
      if count != last.head.outputChannelCount {
        throw width.unexpected("\(last.head.outputChannelCount), what the last of the layers gives")
      }
    }
    return WaveNetConfiguration.PostStackHead(
      channelCount: try head.size("channels"), outputChannelCount: try head.size("out_channels"),
      kernelSizes: try head.required("kernel_sizes").integers(
        in: 1...NetworkConfiguration.sizeLimit, 1...NetworkConfiguration.listLimit),
      activation: try ActivationConfig.parse(head.required("activation")))
  }
}
