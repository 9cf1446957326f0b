// A slimmable WaveNet is trained so that it also works with the leading channels of its arrays alone. The smaller
// network is an ordinary one whose weights are the leading rows and columns of every matrix.
//
// Source: the `.nam` format as NeuralAmpModelerCore cuts it (`NAM/wavenet/slimmable.cpp`): rows are counted from
// the top of a stacked matrix, gates and shifts included, and not from the top of each of its halves.

extension NetworkDescription {
  /// The network cut down to a quality, and networks within it too; itself where nothing can be cut.
  ///
  /// - Parameter quality: 0, the smallest, to 1, the whole.
  /// - Precondition: `quality` is in 0...1, and there is no ``problem``.
  public func slimmed(quality: Double) -> NetworkDescription {
    precondition((0...1).contains(quality), "a quality is in 0...1: \(quality)")
    switch configuration {
    case .waveNet(let waveNet): return slimmed(waveNet, quality)
    case .sequential(let sequential):
      let networks = sequential.networks.map { $0.slimmed(quality: quality) }
      return with(.sequential(SequentialConfiguration(networks: networks)), weights)
    case .lstm, .linear, .convNet: return self
    }
  }

  /// The qualities, ascending in 0...1, from each of which on the network is another one.
  public var qualityBreakpoints: [Double] {
    var breakpoints = Set(configuration.nestedNetworks.flatMap(\.network.qualityBreakpoints))
    if case .waveNet(let waveNet) = configuration {
      breakpoints.formUnion(waveNet.arrays.flatMap(\.qualityBreakpoints))
    }
    return breakpoints.sorted()
  }

  private func slimmed(_ waveNet: WaveNetConfiguration, _ quality: Double) -> NetworkDescription {
    let slim = waveNet.slimmed(quality: quality)
    return with(.waveNet(slim), waveNet.isSlimmable ? waveNet.cut(weights, to: slim) : weights)
  }

  private func with(_ configuration: NetworkConfiguration, _ weights: [Float]) -> NetworkDescription {
    NetworkDescription(configuration, weights: weights, sampleRate: sampleRate)
  }
}

extension WaveNetConfiguration {
  var isSlimmable: Bool { arrays.contains { $0.allowedChannelCounts != nil } }

  fileprivate func slimmed(quality: Double) -> WaveNetConfiguration {
    var arrays = arrays
    if isSlimmable {
      let channelCounts = arrays.map { $0.channelCount(quality: quality) }
      for index in arrays.indices {
        arrays[index].slim(to: channelCounts[index])
        if index > 0 { arrays[index].inputChannelCount = channelCounts[index - 1] }
        if index < arrays.count - 1 { arrays[index].head.outputChannelCount = channelCounts[index + 1] }
      }
    }
    return WaveNetConfiguration(
      arrays: arrays, head: head, inputChannelCount: inputChannelCount,
      condition: condition?.slimmed(quality: quality))
  }

  fileprivate func cut(_ weights: [Float], to slim: WaveNetConfiguration) -> [Float] {
    var result: [Float] = []
    result.reserveCapacity(slim.weightCount)
    var rest = weights[...]
    for (whole, part) in zip(convolutions, slim.convolutions) {
      whole.cut(rest.prefix(whole.weightCount.value), to: part, into: &result)
      rest = rest.dropFirst(whole.weightCount.value)
    }
    // The scale of the output.
    return result + rest
  }

  /// What is possible, but not along with slimming.
  func checkSlimming() throws(ConfigurationProblem) {
    for (index, array) in arrays.enumerated() {
      try ConfigurationProblem.within("layers[\(index)]") { () throws(ConfigurationProblem) in
        try array.checkSlimming(isFirst: index == 0)
      }
    }
    if head != nil {
      throw ConfigurationProblem("head", expected: "null, as the network is slimmable", found: "an object")
    }
  }
}

extension WaveNetConfiguration.LayerArray {
  fileprivate func channelCount(quality: Double) -> Int {
    guard let counts = allowedChannelCounts else { return channelCount }
    return counts[min(Int(quality * Double(counts.count)), counts.count - 1)]
  }

  /// Where `channelCount(quality:)` goes to its next value.
  fileprivate var qualityBreakpoints: [Double] {
    let count = allowedChannelCounts?.count ?? 1
    return (1..<max(1, count)).map { index in
      let quality = Double(index) / Double(count)
      return quality * Double(count) < Double(index) ? quality.nextUp : quality
    }
  }

  fileprivate mutating func slim(to newChannelCount: Int) {
    if newChannelCount != channelCount {
      bottleneck = layer1x1 == nil ? newChannelCount : max(1, bottleneck * newChannelCount / channelCount)
    }
    channelCount = newChannelCount
    layer1x1?.outputChannelCount = newChannelCount
    allowedChannelCounts = nil
  }

  fileprivate func checkSlimming(isFirst: Bool) throws(ConfigurationProblem) {
    for convolution in convolutions {
      try ConfigurationProblem.require(convolution.groupKey, convolution.groupCount, is: 1, Self.reason)
    }
    try ConfigurationProblem.require("head.kernel_size", head.kernelSize, is: 1, Self.reason)
    // The array before gives as many channels as this one is cut to, and a head1x1 is not cut.
    if !isFirst, head1x1 != nil, allowedChannelCounts.map({ $0.count > 1 }) ?? false {
      throw ConfigurationProblem(
        "head1x1", expected: "none, as the array is slimmable and not the first", found: "an active one")
    }
  }

  private static let reason = "as the network is slimmable"
}

extension ConvolutionShape {
  /// Appends the leading rows and columns of a matrix without groups, and the leading biases.
  fileprivate func cut(_ weights: ArraySlice<Float>, to part: ConvolutionShape, into result: inout [Float]) {
    let rowCount = inputChannelCount * kernelSize
    for row in 0..<part.outputChannelCount {
      result += weights.dropFirst(row * rowCount).prefix(part.inputChannelCount * kernelSize)
    }
    if hasBias { result += weights.suffix(outputChannelCount).prefix(part.outputChannelCount) }
  }
}
