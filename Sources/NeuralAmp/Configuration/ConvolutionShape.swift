/// One causal convolution of a network.
///
/// Its weights are `[outputs][inputs / groups][kernelSize]`, the oldest tap first, then a bias for each output.
struct ConvolutionShape: Equatable {
  var inputChannelCount: Int
  var outputChannelCount: Int
  var kernelSize = 1
  var dilation = 1
  var hasBias = true
  var groupCount = 1
  /// Where its groups are given.
  var groupKey = "groups"

  /// In the order of the file.
  var weightCount: SaturatingCount {
    matrixCount(inputChannelCount / max(1, groupCount)) + SaturatingCount(hasBias ? outputChannelCount : 0)
  }

  /// With the zeros between groups, as a packed matrix may hold them.
  var denseWeightCount: SaturatingCount {
    matrixCount(inputChannelCount) + SaturatingCount(outputChannelCount)
  }

  /// Frames before the current one that it reaches back.
  var historyFrameCount: SaturatingCount { SaturatingCount(kernelSize - 1) * SaturatingCount(dilation) }

  /// What it has to remember, in floats.
  var historyCount: SaturatingCount { historyFrameCount * SaturatingCount(inputChannelCount) }

  private func matrixCount(_ columnCount: Int) -> SaturatingCount {
    SaturatingCount(outputChannelCount) * SaturatingCount(columnCount) * SaturatingCount(kernelSize)
  }

  func checkGroups() throws(ConfigurationProblem) {
    let divides =
      groupCount >= 1 && inputChannelCount % groupCount == 0 && outputChannelCount % groupCount == 0
    if divides { return }
    throw ConfigurationProblem(
      groupKey, expected: "a divisor of \(inputChannelCount) and \(outputChannelCount), the channels",
      found: groupCount)
  }
}
