extension NetworkConfiguration {
  /// What is wrong with it, the networks within among it; its key is relative to `config`.
  public var problem: ConfigurationProblem? {
    ConfigurationProblem.found { () throws(ConfigurationProblem) in try check(depth: 1) }
  }

  /// - Parameter depth: 1 for the outermost network.
  fileprivate func check(depth: Int) throws(ConfigurationProblem) {
    for (key, network) in nestedNetworks {
      try ConfigurationProblem.within(key) { () throws(ConfigurationProblem) in
        try network.check(depth: depth + 1)
      }
    }
    switch self {
    case .lstm: break
    case .linear(let configuration): try configuration.check()
    case .convNet(let configuration): try configuration.check()
    case .waveNet(let configuration): try configuration.check()
    case .sequential(let configuration): try configuration.check()
    }
  }
}

extension SequentialConfiguration {
  fileprivate func check() throws(ConfigurationProblem) {
    try ConfigurationProblem.requireList("models", networks.count)
    for index in networks.indices.dropFirst() {
      let width = networks[index - 1].configuration.outputChannelCount
      let found = networks[index].configuration.inputChannelCount
      if found == width { continue }
      throw ConfigurationProblem(
        "models[\(index)]", expected: "\(width) input channels, what models[\(index - 1)] gives",
        found: "\(found)")
    }
  }
}

extension NetworkDescription {
  /// What is wrong with it, the networks within among it; its key is relative to the model's object:
  /// `config...`, `weights` or `weights[17]`.
  ///
  /// Cost: looks at every weight.
  public var problem: ConfigurationProblem? {
    ConfigurationProblem.found { () throws(ConfigurationProblem) in
      try check(depth: 1)
      try checkMemory()
    }
  }

  fileprivate func check(depth: Int) throws(ConfigurationProblem) {
    if depth > NetworkConfiguration.depthLimit {
      throw ConfigurationProblem(
        "config", expected: "at most \(NetworkConfiguration.depthLimit) networks within each other",
        found: "more")
    }
    try ConfigurationProblem.within("config") { () throws(ConfigurationProblem) in
      try configuration.check(depth: depth)
      try checkRates()
    }
    try checkWeights()
  }

  private func checkWeights() throws(ConfigurationProblem) {
    if weights.count != configuration.weightCount {
      throw ConfigurationProblem(
        "weights", expected: "\(configuration.weightCount) numbers for this config", found: "\(weights.count)"
      )
    }
    if let index = weights.firstIndex(where: { !$0.isFinite }) {
      throw ConfigurationProblem("weights[\(index)]", expected: "a finite number", found: "\(weights[index])")
    }
    if case .convNet(let configuration) = configuration { try configuration.checkVariances(weights) }
  }

  /// Rates that are known are the same.
  private func checkRates() throws(ConfigurationProblem) {
    var known = sampleRate
    for (key, network) in configuration.nestedNetworks {
      if let rate = network.sampleRate, let known, rate != known {
        throw ConfigurationProblem(
          "\(key).sample_rate", expected: "\(text(known)), the rate of what is around it",
          found: "the number \(text(rate))")
      }
      known = known ?? network.sampleRate
    }
  }

  /// 48000, not 48000.0.
  private func text(_ rate: Double) -> String { Int(exactly: rate).map(String.init) ?? "\(rate)" }

  private func checkMemory() throws(ConfigurationProblem) {
    let byteCount = (memoryCount * SaturatingCount(MemoryLayout<Float>.stride)).value
    if byteCount <= NetworkConfiguration.byteLimit { return }
    throw ConfigurationProblem(
      "config", expected: "a network of at most \(NetworkConfiguration.byteLimit >> 20) MiB",
      found: "one of more than \((byteCount - 1) >> 20) MiB")
  }

  private var memoryCount: SaturatingCount {
    configuration.nestedNetworks.reduce(configuration.memoryCount) { $0 + $1.network.memoryCount }
  }
}
