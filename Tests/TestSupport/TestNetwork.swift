import NeuralAmp
import Synchronization

/// A small network of some architecture, and the kernel that it runs through.
public struct TestNetwork: CustomStringConvertible, Sendable {
  public let title: String
  public let network: NetworkDescription
  public var kernel: Kernel = .preferred

  public init(_ title: String, _ network: NetworkDescription) {
    self.title = title
    self.network = network
  }

  public var description: String { "\(title), \(kernel.title)" }

  public var inputs: Int { network.configuration.inputChannelCount }
  public var outputs: Int { network.configuration.outputChannelCount }

  /// Made once and kept.
  public func model() -> Model {
    TestNetwork.made.withLock { made in
      if let model = made[description] { return model }
      let model = Model(network, kernel: kernel)
      made[description] = model
      return model
    }
  }

  private static let made = Mutex<[String: Model]>([:])

  public func processor(maximumFrameCount: Int = 64) -> Processor {
    Processor(model: model(), maximumFrameCount: maximumFrameCount)
  }

  public func input(frames: Int, seed: UInt64 = 2) -> [Float] {
    var generator = SeededGenerator(seed: seed)
    return generator.floats(frames * inputs, in: -1...1)
  }

  public func on(_ kernel: Kernel) -> TestNetwork {
    var copy = self
    copy.kernel = kernel
    return copy
  }

  /// The same shape with other weights: `change` gets each weight that is free to be anything.
  public func reweighted(_ change: (Float) -> Float) -> TestNetwork {
    TestNetwork("\(title), reweighted", network.reweighted(change)).on(kernel)
  }
}

extension TestNetwork {
  /// Enough to go several times round what the network keeps of the past. Less of what takes long in a debug
  /// build, where only the vector kernels are optimised.
  public var frameCount: Int {
    let rounds = 400 + 3 * min(network.configuration.receptiveField ?? 0, 1_300)
    return kernel == .reference ? min(rounds, 150 + 50_000 / network.parameterCount) : rounds
  }
}

extension NetworkDescription {
  /// A network with seeded weights: lively, not chaotic.
  public static func random(
    _ configuration: NetworkConfiguration, scale: Float = 0.5, seed: UInt64 = 1
  ) -> NetworkDescription {
    var generator = SeededGenerator(seed: seed)
    let weights = generator.floats(configuration.weightCount, in: -scale...scale)
    return NetworkDescription(configuration, weights: weights, sampleRate: nil).reweighted { $0 }
  }

  fileprivate func reweighted(_ change: (Float) -> Float) -> NetworkDescription {
    let nested = configuration.reweighted(change)
    var weights = weights.map(change)
    if case .convNet(let convNet) = configuration { convNet.repairVariances(&weights) }
    return NetworkDescription(nested, weights: weights, sampleRate: sampleRate)
  }
}

extension NetworkConfiguration {
  fileprivate func reweighted(_ change: (Float) -> Float) -> NetworkConfiguration {
    switch self {
    case .lstm, .linear, .convNet: self
    case .waveNet(let waveNet):
      .waveNet(
        WaveNetConfiguration(
          arrays: waveNet.arrays, head: waveNet.head, inputChannelCount: waveNet.inputChannelCount,
          condition: waveNet.condition?.reweighted(change)))
    case .sequential(let sequential):
      .sequential(SequentialConfiguration(networks: sequential.networks.map { $0.reweighted(change) }))
    }
  }
}

extension ConvNetConfiguration {
  /// Variances, and the eps that is added to them, have to be above zero.
  fileprivate func repairVariances(_ weights: inout [Float]) {
    guard hasBatchNormalization else { return }
    var offset = 0
    for layer in dilations.indices {
      offset += channelCount * (layer == 0 ? inputChannelCount : channelCount) / groupCount * 2
      let variances = offset + channelCount..<offset + 2 * channelCount
      let epsilon = offset + 4 * channelCount
      for index in [epsilon] + variances { weights[index] = abs(weights[index]) + 0.01 }
      offset = epsilon + 1
    }
  }
}
