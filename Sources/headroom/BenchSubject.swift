import NAMFormat
import NeuralAmp

/// A model that is measured: packed for the kernel, and for the reference kernel beside it.
struct BenchSubject {
  /// In tables: the file's name without its extension, or the shape.
  let name: String
  /// `nil` for a shape with seeded weights.
  let path: String?
  let configuration: LSTMConfiguration
  /// In the order of the file.
  let weights: [Float]
  let model: Model
  let reference: Model

  private init(
    name: String, path: String?, _ configuration: LSTMConfiguration, _ weights: [Float], sampleRate: Double?,
    _ kernel: Kernel
  ) {
    self.name = name
    self.path = path
    self.configuration = configuration
    self.weights = weights
    model = Model(lstm: configuration, weights: weights, sampleRate: sampleRate, kernel: kernel)
    reference =
      model.kernel == .reference
      ? model : Model(lstm: configuration, weights: weights, sampleRate: sampleRate, kernel: .reference)
  }

  /// A capture.
  init(path: String, kernel: Kernel) throws(NAMFileError) {
    let file = try NAMFile(path: path)
    if let error = file.unplayable { throw error }
    switch file.architecture {
    case .lstm(let configuration):
      self.init(
        name: Self.name(of: path), path: path, configuration, file.weights, sampleRate: file.sampleRate,
        kernel)
    case .unsupported: preconditionFailure("what cannot be played has been refused")
    }
  }

  /// A shape with seeded weights: lively, not chaotic.
  init(layers: Int, hiddenSize: Int, kernel: Kernel) {
    let configuration = LSTMConfiguration(layerCount: layers, hiddenSize: hiddenSize)
    var generator = SeededNumbers(seed: 1)
    let scale = 1.5 / Float(hiddenSize).squareRoot()
    let weights = generator.floats(configuration.weightCount, in: -scale...scale)
    self.init(
      name: "\(layers)x\(hiddenSize)", path: nil, configuration, weights,
      sampleRate: Model.assumedSampleRate, kernel)
  }

  /// The shapes that captures have, and some between them.
  static let shapes = [
    (1, 8), (1, 12), (1, 16), (1, 24), (1, 32), (1, 40), (2, 8), (2, 16), (2, 24), (3, 18),
  ]

  private static func name(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return Console.printable(name.hasSuffix(".nam") ? String(name.dropLast(4)) : name)
  }
}
