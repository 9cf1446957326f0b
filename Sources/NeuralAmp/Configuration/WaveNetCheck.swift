extension WaveNetConfiguration {
  private typealias Problem = ConfigurationProblem

  func check() throws(ConfigurationProblem) {
    try Problem.require("in_channels", inputChannelCount, in: 1...NetworkConfiguration.sizeLimit)
    try Problem.requireList("layers", arrays.count)
    for (index, array) in arrays.enumerated() {
      try Problem.within("layers[\(index)]") { () throws(ConfigurationProblem) in
        try array.check()
        try checkPlace(of: array, index)
      }
    }
    if let condition {
      let width = condition.configuration.inputChannelCount
      try Problem.require(
        "condition_dsp.config.in_channels", width, is: inputChannelCount, "those of the network")
    }
    try Problem.within("head") { () throws(ConfigurationProblem) in try head?.check() }
    if isSlimmable { try checkSlimming() }
  }

  /// What an array has to share with what is around it.
  private func checkPlace(of array: LayerArray, _ index: Int) throws(ConfigurationProblem) {
    try Problem.require(
      "condition_size", array.conditionChannelCount, is: conditionChannelCount,
      "the channels of the condition")
    guard index > 0 else {
      try Problem.require(
        "input_size", array.inputChannelCount, is: inputChannelCount, "the value of in_channels")
      return
    }
    let before = arrays[index - 1]
    let place = "layers[\(index - 1)]"
    try Problem.require(
      "input_size", array.inputChannelCount, is: before.channelCount, "the channels of \(place)")
    let width = before.head.outputChannelCount
    try Problem.require("channels", array.channelCount, is: width, "what the head of \(place) gives")
    try Problem.require(
      array.head1x1 == nil ? "bottleneck" : "head1x1.out_channels", array.skipChannelCount, is: width,
      "what the head of \(place) gives")
  }
}

extension WaveNetConfiguration.LayerArray {
  private typealias Problem = ConfigurationProblem

  fileprivate func check() throws(ConfigurationProblem) {
    try checkSizes()
    try Problem.requireList("dilations", layers.count)
    for (index, layer) in layers.enumerated() { try layer.check(index) }
    try check1x1()
    for convolution in convolutions { try convolution.checkGroups() }
    try checkAllowedChannelCounts()
  }

  private func checkSizes() throws(ConfigurationProblem) {
    let sizes = [
      ("input_size", inputChannelCount), ("condition_size", conditionChannelCount),
      ("channels", channelCount),
      ("bottleneck", bottleneck), ("head.out_channels", head.outputChannelCount),
      ("head.kernel_size", head.kernelSize), ("head1x1.out_channels", head1x1?.outputChannelCount ?? 1),
    ]
    for (key, size) in sizes { try Problem.require(key, size, in: 1...NetworkConfiguration.sizeLimit) }
    try Problem.require("head.head_dilation", head.dilation, in: 1...NetworkConfiguration.lengthLimit)
  }

  private func check1x1() throws(ConfigurationProblem) {
    if let layer1x1 {
      try Problem.require(
        "layer1x1.out_channels", layer1x1.outputChannelCount, is: channelCount, "the channels")
    } else {
      try Problem.require(
        "bottleneck", bottleneck, is: channelCount, "the channels, as layer1x1 is not active")
      try forbid(modulations.layer1x1Output, "layer1x1")
    }
    if head1x1 == nil { try forbid(modulations.head1x1Output, "head1x1") }
  }

  private func forbid(
    _ modulation: WaveNetConfiguration.Modulation?, _ convolution: String
  ) throws(ConfigurationProblem) {
    guard modulation != nil else { return }
    throw Problem(
      "\(convolution)_post_film", expected: "none, as \(convolution) is not active", found: "an active one")
  }

  private func checkAllowedChannelCounts() throws(ConfigurationProblem) {
    guard let counts = allowedChannelCounts else { return }
    let isAscending = zip(counts, counts.dropFirst()).allSatisfy { $0 < $1 }
    if let first = counts.first, first >= 1, isAscending, counts.last == channelCount { return }
    throw Problem(
      "slimmable.kwargs.allowed_channels",
      expected: "ascending numbers from 1 on, the last \(channelCount), the channels", found: "others")
  }
}

extension WaveNetConfiguration.Layer {
  fileprivate func check(_ index: Int) throws(ConfigurationProblem) {
    let sizes = 1...NetworkConfiguration.sizeLimit
    try ConfigurationProblem.require("kernel_sizes[\(index)]", kernelSize, in: sizes)
    let lengths = 1...NetworkConfiguration.lengthLimit
    try ConfigurationProblem.require("dilations[\(index)]", dilation, in: lengths)
    try activation.check("activation[\(index)]")
    switch gating {
    case .none: break
    case .gated(let secondary), .blended(let secondary): try secondary.check("secondary_activation[\(index)]")
    }
  }
}

extension WaveNetConfiguration.PostStackHead {
  fileprivate func check() throws(ConfigurationProblem) {
    let sizes = 1...NetworkConfiguration.sizeLimit
    try ConfigurationProblem.require("channels", channelCount, in: sizes)
    try ConfigurationProblem.require("out_channels", outputChannelCount, in: sizes)
    try ConfigurationProblem.requireList("kernel_sizes", kernelSizes.count)
    for (index, size) in kernelSizes.enumerated() {
      try ConfigurationProblem.require("kernel_sizes[\(index)]", size, in: sizes)
    }
    try activation.check("activation")
  }
}
