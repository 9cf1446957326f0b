import NeuralAmp
import Synchronization

/// A shape of a model, and the kernel that it runs through.
public struct ModelShape: CustomStringConvertible, Sendable {
  public let layers: Int
  public let hidden: Int
  public let inputs: Int
  public let outputs: Int
  public var kernel: Kernel

  public init(
    layers: Int, hidden: Int, inputs: Int = 1, outputs: Int = 1, kernel: Kernel = .preferred
  ) {
    self.layers = layers
    self.hidden = hidden
    self.inputs = inputs
    self.outputs = outputs
    self.kernel = kernel
  }

  public var description: String {
    let channels = inputs == 1 && outputs == 1 ? "" : ", \(inputs) in, \(outputs) out"
    return "\(layers)x\(hidden)\(channels), \(kernel.title)"
  }

  public var configuration: LSTMConfiguration {
    LSTMConfiguration(
      layerCount: layers, inputChannelCount: inputs, hiddenSize: hidden, outputChannelCount: outputs)
  }

  /// Made once and kept: packing a large one takes long in a debug build. Without a rate it settles for one
  /// block only.
  public func model() -> Model {
    ModelShape.made.withLock { made in
      if let model = made[description] { return model }
      let model = makeModel()
      made[description] = model
      return model
    }
  }

  private static let made = Mutex<[String: Model]>([:])

  public func makeModel(sampleRate: Double? = nil) -> Model {
    .random(
      layers: layers, hidden: hidden, inputs: inputs, outputs: outputs, sampleRate: sampleRate,
      kernel: kernel)
  }

  public func processor(maximumFrameCount: Int = 64) -> Processor {
    Processor(model: model(), maximumFrameCount: maximumFrameCount)
  }

  public func input(frames: Int, seed: UInt64 = 2) -> [Float] {
    var generator = SeededGenerator(seed: seed)
    return generator.floats(frames * inputs, in: -1...1)
  }

  public func on(_ kernel: Kernel) -> ModelShape {
    var copy = self
    copy.kernel = kernel
    return copy
  }
}

extension ModelShape {
  /// Shapes of every kind: no, one and several layers, several channels, sizes that are no multiple of
  /// anything.
  private static let kinds = [
    ModelShape(layers: 1, hidden: 1), ModelShape(layers: 1, hidden: 3), ModelShape(layers: 1, hidden: 16),
    ModelShape(layers: 2, hidden: 5), ModelShape(layers: 3, hidden: 18), ModelShape(layers: 1, hidden: 40),
    ModelShape(layers: 1, hidden: 6, inputs: 2), ModelShape(layers: 1, hidden: 4, outputs: 2),
    ModelShape(layers: 2, hidden: 7, inputs: 2, outputs: 2), ModelShape(layers: 0, hidden: 2, inputs: 2),
    ModelShape(layers: 0, hidden: 3, outputs: 2),
  ]

  /// One layer of every combination of tiles that a vector of 4, 8 or 16 lanes makes: `LSTMLayoutTests`
  /// shows that none is missing.
  private static let singles = [
    2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 17, 18, 20, 21, 22, 24, 25, 28, 32, 33, 36, 41, 44, 48, 49, 52,
    56, 64, 65, 68, 72, 80, 84, 88, 96, 100,
  ].map { ModelShape(layers: 1, hidden: $0) }

  /// Several layers of the same.
  private static let stacks =
    [
      1, 2, 3, 6, 8, 9, 10, 11, 12, 14, 16, 18, 20, 22, 24, 28, 33, 36, 40, 44, 48, 49, 56, 68, 72, 84, 88,
    ].map { ModelShape(layers: 2, hidden: $0) }
    + [
      ModelShape(layers: 3, hidden: 2), ModelShape(layers: 3, hidden: 9), ModelShape(layers: 3, hidden: 28),
      ModelShape(layers: 5, hidden: 4), ModelShape(layers: 5, hidden: 16), ModelShape(layers: 5, hidden: 52),
    ]

  /// Channels through one vector kernel path each: single, stacked, grouped.
  private static let channels = [
    ModelShape(layers: 1, hidden: 10, inputs: 2, outputs: 3),
    ModelShape(layers: 1, hidden: 8, inputs: 3, outputs: 3),
    ModelShape(layers: 3, hidden: 12, inputs: 2, outputs: 3),
    ModelShape(layers: 2, hidden: 6, inputs: 3, outputs: 2),
    ModelShape(layers: 1, hidden: 52, inputs: 2, outputs: 3),
    ModelShape(layers: 2, hidden: 66, inputs: 3, outputs: 3),
    ModelShape(layers: 1, hidden: 50, inputs: 2, outputs: 1),
  ]

  /// What a vector kernel has a path of its own for, and more.
  public static let paths = kinds + singles + stacks + channels

  /// For every kernel that this processor can run; the reference kernel has the same code for all.
  public static let all = kinds.map { $0.on(.reference) } + vector
  /// For every vector kernel that this processor can run.
  public static let vector = Kernel.availableVector.flatMap { kernel in paths.map { $0.on(kernel) } }

  /// One of each kind of path, for every kernel that this processor can run.
  public static let few = Kernel.available.flatMap { kernel in
    [
      ModelShape(layers: 0, hidden: 1), ModelShape(layers: 1, hidden: 1), ModelShape(layers: 1, hidden: 11),
      ModelShape(layers: 1, hidden: 16), ModelShape(layers: 2, hidden: 16), ModelShape(layers: 3, hidden: 10),
      ModelShape(layers: 3, hidden: 18), ModelShape(layers: 2, hidden: 7, inputs: 2, outputs: 2),
      ModelShape(layers: 2, hidden: 50, inputs: 2, outputs: 2), ModelShape(layers: 1, hidden: 100),
    ].map { $0.on(kernel) }
  }
}

extension Kernel {
  /// Those that compute with vectors.
  public static var availableVector: [Kernel] { available.filter { $0 != .reference } }
}
