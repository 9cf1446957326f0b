/// Files whose `config` cannot be, each with the sentence that says why.
extension BadModelFile {
  static let configs = linears + convNets + waveNets + arrays + activations + slimmables + nested + containers

  private static let linears = [
    linear(
      "linear without taps", "receptive_field", "0",
      "expected a whole number from 1 to 16777216, found the number 0"),
    linear(
      "linear with a word for bias", "bias", "\"yes\"", "expected true or false, found the string \"yes\""),
    linear(
      "unknown implementation", "implementation", "\"gpu\"",
      "expected one of auto, direct, legacy, old, fft, partitioned_fft, partitioned-fft, found the string \"gpu\""
    ),
    BadModelFile(
      "three responses for two inputs",
      NAMText.linear.with(
        "config", NAMText.linearConfig.with("in_channels", "2").with("out_channels", "3").text()),
      "config.out_channels: expected 1 or 2, the value of in_channels, found the number 3"),
    BadModelFile(
      "one tap too many", NAMText.linear.with("weights", NAMText.numbers(9)),
      "weights: expected 8 numbers for this config, found 9"),
  ]

  private static func linear(_ name: String, _ key: String, _ value: String, _ sentence: String)
    -> BadModelFile
  {
    BadModelFile(
      name, NAMText.linear.with("config", NAMText.linearConfig.with(key, value).text()),
      "config.\(key): \(sentence)")
  }

  private static let convNets = [
    convNet("no layers", "dilations", "[]", "expected an array of 1 to 256, found one of 0"),
    convNet("one dilation", "dilations", "1", "expected an array of 1 to 256, found the number 1"),
    convNet(
      "dilation of zero", "dilations[1]", "[1, 0]",
      "expected a whole number from 1 to 16777216, found the number 0"),
    convNet(
      "groups of one input", "groups", "2", "expected a divisor of 1 and 2, the channels, found the number 2"),
    convNet("no groups", "groups", "0", "\(wholeFromOne), found the number 0"),
    BadModelFile(
      "variance below zero",
      NAMText.convNet.with("config", NAMText.convNetConfig.with("batchnorm", "true").text())
        .with("weights", "[\((0..<33).map { $0 == 7 ? "-1" : "1" }.joined(separator: ", "))]"),
      "weights[7]: expected a variance that is above 0 with eps, 1.0, found -1.0"),
  ]

  private static func convNet(_ name: String, _ key: String, _ value: String, _ sentence: String)
    -> BadModelFile
  {
    let member = String(key.prefix { $0 != "[" })
    return BadModelFile(
      "convnet: \(name)", NAMText.convNet.with("config", NAMText.convNetConfig.with(member, value).text()),
      "config.\(key): \(sentence)")
  }

  private static let waveNets = [
    waveNet("no arrays", "layers", "[]", "config.layers: expected an array of 1 to 256, found one of 0"),
    waveNet("no scale", "head_scale", nil, "has no key \"config.head_scale\""),
    waveNet(
      "two inputs", "in_channels", "2",
      "config.layers[0].condition_size: expected 2, the channels of the condition, found the number 1"),
    waveNet(
      "post-stack head without kernels", "head", head(kernels: "[]"),
      "config.head.kernel_sizes: expected an array of 1 to 256, found one of 0"),
    waveNet(
      "post-stack head of another width", "head", head(kernels: "[1], \"in_channels\": 2"),
      "config.head.in_channels: expected 1, what the last of the layers gives, found the number 2"),
    waveNet(
      "condition of two channels", "condition_dsp",
      NAMText.linear.with("config", NAMText.linearConfig.with("out_channels", "2").text()).with(
        "weights", NAMText.numbers(16)
      ).text(),
      "config.layers[0].condition_size: expected 2, the channels of the condition, found the number 1"),
    waveNet(
      "condition without weights", "condition_dsp", NAMText.linear.without("weights").text(),
      "has no key \"config.condition_dsp.weights\""),
    waveNet(
      "condition with a wrong weight", "condition_dsp",
      NAMText.linear.with("weights", "[1, 2, 3, 4, 5, 6, 7, 1e39]").text(),
      "config.condition_dsp.weights[7]: expected a number within the range of a 32-bit float, found 1e+39"),
    waveNet(
      "condition of another rate", "condition_dsp", NAMText.linear.with("sample_rate", "44100").text(),
      "config.condition_dsp.sample_rate: expected 48000, the rate of what is around it, found the number 44100"
    ),
  ]

  static func head(kernels: String) -> String {
    "{\"channels\": 2, \"out_channels\": 1, \"activation\": \"ReLU\", \"kernel_sizes\": \(kernels)}"
  }

  private static func waveNet(_ name: String, _ key: String, _ value: String?, _ sentence: String)
    -> BadModelFile
  {
    let config = NAMText.waveNetConfig([.layerArray])
    let changed = value.map { config.with(key, $0) } ?? config.without(key)
    return BadModelFile("wavenet: \(name)", NAMText.waveNet.with("config", changed.text()), sentence)
  }
}
