/// The shape of a stack of dilated convolutions of kernel size 2, each with an optional batch normalisation and
/// an activation, and a linear head.
public struct ConvNetConfiguration: Sendable, Equatable {
  public let channelCount: Int
  /// One for each layer, 1 or more layers, each 1 or more.
  public let dilations: [Int]
  /// Takes the place of the bias.
  public let hasBatchNormalization: Bool
  public let activation: Activation
  public let groupCount: Int
  public let inputChannelCount: Int
  public let outputChannelCount: Int

  public init(
    channelCount: Int, dilations: [Int], hasBatchNormalization: Bool, activation: Activation,
    groupCount: Int = 1, inputChannelCount: Int = 1, outputChannelCount: Int = 1
  ) {
    self.channelCount = channelCount
    self.dilations = dilations
    self.hasBatchNormalization = hasBatchNormalization
    self.activation = activation
    self.groupCount = groupCount
    self.inputChannelCount = inputChannelCount
    self.outputChannelCount = outputChannelCount
  }
}

extension ConvNetConfiguration {
  /// The exact length of `weights` in a file of this shape, in floats.
  public var weightCount: Int {
    let normalizations = SaturatingCount(normalizationCount) * SaturatingCount(dilations.count)
    return (SaturatingCount.sum(convolutions.map(\.weightCount)) + normalizations).value
  }

  /// Of a layer: means, variances, gammas, betas, and one eps.
  private var normalizationCount: Int { hasBatchNormalization ? 4 * channelCount + 1 : 0 }

  /// Those of the layers, then the head.
  var convolutions: [ConvolutionShape] {
    let layers = dilations.indices.map { index in
      ConvolutionShape(
        inputChannelCount: index == 0 ? inputChannelCount : channelCount, outputChannelCount: channelCount,
        kernelSize: 2, dilation: dilations[index], hasBias: !hasBatchNormalization, groupCount: groupCount)
    }
    let head = ConvolutionShape(inputChannelCount: channelCount, outputChannelCount: outputChannelCount)
    return layers + [head]
  }

  func check() throws(ConfigurationProblem) {
    let sizes = 1...NetworkConfiguration.sizeLimit
    try ConfigurationProblem.require("channels", channelCount, in: sizes)
    try ConfigurationProblem.require("in_channels", inputChannelCount, in: sizes)
    try ConfigurationProblem.require("out_channels", outputChannelCount, in: sizes)
    try ConfigurationProblem.requireList("dilations", dilations.count)
    for (index, dilation) in dilations.enumerated() {
      let lengths = 1...NetworkConfiguration.lengthLimit
      try ConfigurationProblem.require("dilations[\(index)]", dilation, in: lengths)
    }
    for convolution in convolutions { try convolution.checkGroups() }
    try activation.check("activation")
  }

  /// A batch normalisation divides by the root of variance + eps.
  ///
  /// - Parameter weights: as many as ``weightCount``.
  func checkVariances(_ weights: [Float]) throws(ConfigurationProblem) {
    guard hasBatchNormalization else { return }
    var offset = 0
    for convolution in convolutions.dropLast() {
      offset += convolution.weightCount.value
      let epsilon = weights[offset + 4 * channelCount]
      let variances = offset + channelCount..<offset + 2 * channelCount
      if let index = variances.first(where: { !(weights[$0] + epsilon > 0) }) {
        throw ConfigurationProblem(
          "weights[\(index)]", expected: "a variance that is above 0 with eps, \(epsilon)",
          found: "\(weights[index])")
      }
      offset += normalizationCount
    }
  }
}
