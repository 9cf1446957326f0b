import NeuralAmp
import TestSupport
import Testing

/// Shapes that cover every path of the kernel: none, one and several layers, several channels, sizes that
/// are no multiple of anything.
struct ModelShape: CustomTestStringConvertible, Sendable {
  let layers: Int
  let hidden: Int
  var inputs = 1
  var outputs = 1

  var testDescription: String { "\(layers)x\(hidden), \(inputs) in, \(outputs) out" }

  /// Without a rate it settles for one block only, so that tests of something else stay quick.
  func model(sampleRate: Double? = nil) -> Model {
    .random(layers: layers, hidden: hidden, inputs: inputs, outputs: outputs, sampleRate: sampleRate)
  }

  func input(frames: Int, seed: UInt64 = 2) -> [Float] {
    var generator = SeededGenerator(seed: seed)
    return generator.floats(frames * inputs, in: -1...1)
  }

  static let all = [
    ModelShape(layers: 1, hidden: 1), ModelShape(layers: 1, hidden: 3), ModelShape(layers: 1, hidden: 16),
    ModelShape(layers: 2, hidden: 5), ModelShape(layers: 3, hidden: 18), ModelShape(layers: 1, hidden: 40),
    ModelShape(layers: 1, hidden: 6, inputs: 2), ModelShape(layers: 1, hidden: 4, outputs: 2),
    ModelShape(layers: 2, hidden: 7, inputs: 2, outputs: 2), ModelShape(layers: 0, hidden: 2, inputs: 2),
    ModelShape(layers: 0, hidden: 3, outputs: 2),
  ]
}

extension [Float] {
  /// For comparisons of bits: NaN equals itself, -0 differs from 0.
  var bits: [UInt32] { map(\.bitPattern) }
}
