/// The shape of a finite impulse response.
///
/// `y[t] = b + Σ_k w[k] x[t − k]`: the first weight meets the newest sample. With as many inputs as outputs all
/// channels share one response and one bias. From one channel to several, or from several to one, each
/// of the several has a response of its own; the responses are followed by one bias for each output.
public struct LinearConfiguration: Sendable, Equatable {
  /// Taps of a response, 1 or more.
  public let tapCount: Int
  public let hasBias: Bool
  public let inputChannelCount: Int
  public let outputChannelCount: Int

  public init(tapCount: Int, hasBias: Bool, inputChannelCount: Int = 1, outputChannelCount: Int = 1) {
    self.tapCount = tapCount
    self.hasBias = hasBias
    self.inputChannelCount = inputChannelCount
    self.outputChannelCount = outputChannelCount
  }
}

extension LinearConfiguration {
  /// The exact length of `weights` in a file of this shape, in floats.
  public var weightCount: Int {
    let biasCount = SaturatingCount(!hasBias ? 0 : isShared ? 1 : outputChannelCount)
    return (SaturatingCount(tapCount) * SaturatingCount(responseCount) + biasCount).value
  }

  /// Whether all channels have the same response and bias.
  private var isShared: Bool { inputChannelCount == outputChannelCount }

  private var responseCount: Int { isShared ? 1 : max(inputChannelCount, outputChannelCount) }

  /// What it has to remember, in floats.
  var historyCount: SaturatingCount { SaturatingCount(tapCount - 1) * SaturatingCount(inputChannelCount) }

  func check() throws(ConfigurationProblem) {
    try ConfigurationProblem.require("receptive_field", tapCount, in: 1...NetworkConfiguration.lengthLimit)
    let sizes = 1...NetworkConfiguration.sizeLimit
    try ConfigurationProblem.require("in_channels", inputChannelCount, in: sizes)
    try ConfigurationProblem.require("out_channels", outputChannelCount, in: sizes)
    if isShared || inputChannelCount == 1 || outputChannelCount == 1 { return }
    throw ConfigurationProblem(
      "out_channels", expected: "1 or \(inputChannelCount), the value of in_channels",
      found: outputChannelCount)
  }
}
