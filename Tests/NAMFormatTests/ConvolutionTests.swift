import NAMFormat
import NeuralAmp
import TestSupport
import Testing

/// Impulse responses and stacks of convolutions.
struct ConvolutionTests {
  private func read(_ text: NAMText) throws -> NetworkConfiguration {
    try NAMFile(path: "amp.nam", bytes: text.bytes).network().configuration
  }

  private func linear(
    _ changes: KeyValuePairs<String, String>, weights: Int
  ) throws -> NetworkConfiguration {
    try read(.model("Linear", config: NAMText.linearConfig.with(changes).text(), weights: weights))
  }

  private func convNet(
    _ changes: KeyValuePairs<String, String>, weights: Int
  ) throws -> NetworkConfiguration {
    try read(.model("ConvNet", config: NAMText.convNetConfig.with(changes).text(), weights: weights))
  }

  @Test func linear() throws {
    let configuration = try read(.linear)
    #expect(configuration == .linear(LinearConfiguration(tapCount: 8, hasBias: false)))
    #expect(configuration.receptiveField == 8)
  }

  /// All channels share a response, or each has its own and outputs have a bias each.
  @Test(arguments: [(1, 1, 9), (2, 2, 9), (1, 3, 27), (3, 1, 25)])
  func linearChannels(_ inputs: Int, _ outputs: Int, _ weights: Int) throws {
    let configuration = try linear(
      ["bias": "true", "in_channels": "\(inputs)", "out_channels": "\(outputs)"], weights: weights)
    #expect(configuration.inputChannelCount == inputs && configuration.outputChannelCount == outputs)
  }

  @Test(arguments: ["auto", "FFT", "Partitioned-FFT", "legacy"])
  func implementations(_ word: String) throws {
    #expect(try linear(["implementation": "\"\(word)\""], weights: 8) == read(.linear))
  }

  @Test func convNet() throws {
    let configuration = try read(.convNet)
    #expect(
      configuration
        == .convNet(
          ConvNetConfiguration(
            channelCount: 2, dilations: [1, 2], hasBatchNormalization: false, activation: .tanh)))
    #expect(configuration.receptiveField == 4)
  }

  @Test func convNetGroupsAndChannels() throws {
    let configuration = try convNet(
      ["in_channels": "2", "out_channels": "3", "groups": "2"], weights: 2 * (4 + 2) + 9)
    #expect(configuration.inputChannelCount == 2 && configuration.outputChannelCount == 3)
  }

  /// No biases, but means, variances, gammas, betas and an eps.
  @Test func batchNormalization() throws {
    let weights = NAMText.list(Array(repeating: "0.5", count: 4 + 9 + 8 + 9 + 3))
    let config = NAMText.convNetConfig.with("batchnorm", "true").text()
    let text = NAMText.model("ConvNet", config: config, weights: 0).with("weights", weights)
    #expect(try read(text).weightCount == 33)
  }
}
