/// Files of several networks that cannot be, each with the sentence that says why.
extension BadModelFile {
  static let nested = [
    BadModelFile(
      "sequence of none", NAMText.sequential([]),
      "config.models: expected an array of 1 to 256, found one of 0"),
    BadModelFile(
      "flattened sequence", NAMText.sequential([.linear]).with("weights", "[1, 2]"),
      "weights: expected an empty array, as each of config.models has weights of its own, found an array"
    ),
    BadModelFile(
      "sequence of two channels into one",
      NAMText.sequential([
        .linear.with("config", NAMText.linearConfig.with("out_channels", "2").text()).with(
          "weights", NAMText.numbers(16)), .linear,
      ]),
      "config.models[1]: expected 2 input channels, what models[0] gives, found 1"),
    BadModelFile(
      "sequence of two rates", NAMText.sequential([.linear, .linear.with("sample_rate", "44100")]),
      "config.models[1].sample_rate: expected 48000, the rate of what is around it, found the number 44100"),
    BadModelFile(
      "sequence of old files", NAMText.sequential([.linear, .linear.with("version", "\"0.4.0\"")]),
      "config.models[1].version: file format 0.4.0 is not supported (0.5.0 to 0.7.0 are)"),
    BadModelFile(
      "sequence of unknown files", NAMText.sequential([.linear.with("architecture", "\"CatLSTM\"")]),
      "config.models[0].architecture: \"CatLSTM\" is not known"),
    BadModelFile(
      "LSTM too large to settle within",
      NAMText.sequential([
        .lstm(hidden: "200").with("weights", NAMText.numbers(162_201)).with("sample_rate", "1e6")
      ]),
      "config.models[0].config: 162201 weights are too many to settle for 500000 frames of silence"),
    BadModelFile(
      "nine networks within each other",
      (1..<9).reduce(NAMText.linear) { inner, _ in .sequential([inner]) },
      "\(String(repeating: "config.models[0].", count: 8))config: expected at most 8 networks within each other, found more"
    ),
  ]

  static let containers = [
    BadModelFile(
      "container of none", NAMText.container([]),
      "config.submodels: expected an array of 1 to 256, found one of 0"),
    BadModelFile(
      "container that ends early", NAMText.container([("0.5", .linear)]),
      "config.submodels[0].max_value: expected 1 or more, as it is the last, found the number 0.5"),
    BadModelFile(
      "container out of order", NAMText.container([("0.5", .linear), ("0.5", .linear), ("1", .linear)]),
      "config.submodels[1].max_value: expected a number above 0.5, the one before it, found the number 0.5"),
    BadModelFile(
      "container of two rates",
      NAMText.container([("0.5", .linear), ("1", .linear.with("sample_rate", "96000"))]),
      "config.submodels[1].model.sample_rate: expected 48000, the rate of the container, found the number 96000"
    ),
    BadModelFile(
      "container with a broken network",
      NAMText.container([("1", .waveNet.with("weights", NAMText.numbers(49)))]),
      "config.submodels[0].model.weights: expected 50 numbers for this config, found 49"),
    BadModelFile(
      "container of one channel and two",
      NAMText.container([
        ("0.5", .linear),
        (
          "1",
          .linear.with("config", NAMText.linearConfig.with("out_channels", "2").text()).with(
            "weights", NAMText.numbers(16))
        ),
      ]),
      "config.submodels[1].model: expected 1 channels in and 1 out, as the first of the submodels has, found 1 channels in and 2 out"
    ),
  ]
}
