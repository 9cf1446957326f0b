import NeuralAmp

/// The `config` of an LSTM.
enum LSTMConfig {
  /// Multiplications that settling may take: a minute or so. The largest captures known need a hundredth.
  private static let settlingLimit = 1 << 36

  private static let knownKeys: Set = [
    "num_layers", "input_size", "hidden_size", "in_channels", "out_channels",
  ]

  /// The shape, and what is odd about it.
  static func parse(
    _ config: JSONObject
  ) throws(NAMFileError.Problem) -> (LSTMConfiguration, [NAMRemark]) {
    let layerCount = try size("num_layers", in: config, from: 0)
    let inputSize = try size("input_size", in: config, from: 1)
    let hiddenSize = try size("hidden_size", in: config, from: 1)
    let inputChannelCount = try size("in_channels", in: config, from: 1, default: 1)
    let outputChannelCount = try size("out_channels", in: config, from: 1, default: 1)
    guard inputSize == inputChannelCount else {
      throw .unexpected(
        key: "config.input_size", expected: "\(inputChannelCount), the value of in_channels",
        found: "the number \(inputSize)")
    }
    let configuration = LSTMConfiguration(
      layerCount: layerCount, inputChannelCount: inputChannelCount, hiddenSize: hiddenSize,
      outputChannelCount: outputChannelCount)
    return (configuration, remarks(config, configuration))
  }

  /// The exact number of weights, and no more than can be settled in a sensible time.
  static func check(
    _ architecture: NAMFile.Architecture, weights: [Float], sampleRate: Double?
  ) throws(NAMFileError.Problem) {
    guard case .lstm(let configuration) = architecture else { return }
    guard weights.count == configuration.weightCount else {
      throw .weightCount(expected: configuration.weightCount, found: weights.count)
    }
    let frames = Model.prewarmFrameCount(lstmAt: sampleRate)
    guard weights.count <= settlingLimit / frames else {
      throw .tooLargeToSettle(weights: weights.count, frames: frames)
    }
  }

  private static func size(
    _ key: String, in config: JSONObject, from lowest: Int, default standard: Int? = nil
  ) throws(NAMFileError.Problem) -> Int {
    let path = "config.\(key)"
    guard let value = config[key] else {
      if let standard { return standard }
      throw .missingKey(path)
    }
    let range = lowest...LSTMConfiguration.sizeLimit
    guard case .number(let number) = value, let size = Int(exactly: number), range.contains(size) else {
      throw .unexpected(
        key: path, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)",
        found: value.kind)
    }
    return size
  }

  private static func remarks(_ config: JSONObject, _ configuration: LSTMConfiguration) -> [NAMRemark] {
    var sentences = config.members.filter { !knownKeys.contains($0.key) }
      .map { "config.\($0.key): not a key of an LSTM: it is ignored" }
    sentences += config.repeatedKeys.map { "config.\($0) occurs more than once: the last one counts" }
    if configuration.layerCount == 0 { sentences.append("no layers: the input is passed through") }
    return sentences.map { NAMRemark(level: .note, sentence: $0) }
  }
}
