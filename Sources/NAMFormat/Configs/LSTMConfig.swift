import NeuralAmp

/// The `config` of an LSTM.
enum LSTMConfig {
  private static let knownKeys: Set = [
    "num_layers", "input_size", "hidden_size", "in_channels", "out_channels",
  ]

  static func parse(_ config: NAMObject) throws(NAMFileError.Problem) -> LSTMConfiguration {
    let layerCount = try config.size("num_layers", from: 0)
    let inputSize = try config.size("input_size")
    let hiddenSize = try config.size("hidden_size")
    let inputChannelCount = try config.size("in_channels", default: 1)
    let outputChannelCount = try config.size("out_channels", default: 1)
    guard inputSize == inputChannelCount else {
      throw try config.required("input_size").unexpected("\(inputChannelCount), the value of in_channels")
    }
    config.noteOddKeys(known: knownKeys, of: "an LSTM")
    if layerCount == 0 { config.remarks.note("no layers: the input is passed through") }
    return LSTMConfiguration(
      layerCount: layerCount, inputChannelCount: inputChannelCount, hiddenSize: hiddenSize,
      outputChannelCount: outputChannelCount)
  }
}
