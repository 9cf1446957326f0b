import Foundation
import NeuralAmp
import TestSupport
import Testing

/// Weights near a float's limit, which no training makes but a file can hold: sums overflow, and opposite
/// infinities would make NaN. The output is finite at every sample.
struct ExtremeWeightTests {
  /// One shape for each path, two inputs each.
  private static let shapes = Kernel.available.flatMap { kernel in
    [(1, 1), (1, 3), (1, 8), (1, 11), (1, 12), (2, 3), (3, 10), (5, 2), (1, 52), (2, 65)].map {
      ModelShape(layers: $0, hidden: $1, inputs: 2, outputs: 2, kernel: kernel)
    }
  }

  /// Where in a file's weights what lies.
  private struct Parts {
    var states: [Range<Int>] = []
    let head: Range<Int>

    init(_ shape: ModelShape) {
      let rows = 4 * shape.hidden
      var end = 0
      for layer in 0..<shape.layers {
        end += rows * ((layer == 0 ? shape.inputs : shape.hidden) + shape.hidden + 1)
        states.append(end..<end + 2 * shape.hidden)
        end += 2 * shape.hidden
      }
      head = end..<shape.configuration.weightCount
    }
  }

  private func expectFinite(_ shape: ModelShape, _ weights: [Float], amplitude: Float) {
    let model = Model(lstm: shape.configuration, weights: weights, sampleRate: nil, kernel: shape.kernel)
    let processor = Processor(model: model, maximumFrameCount: 64)
    let input = shape.input(frames: 200).map { $0 * amplitude }
    for start in [Model.Start.rest, .stored] {
      processor.reset(to: start)
      #expect(processor.process(input, blocks: [64]).allSatisfy { $0.isFinite }, "from \(start)")
    }
  }

  /// The largest weights of both signs, everywhere or but for a head and a state that are sane.
  @Test(arguments: shapes, [(false, false), (true, false), (false, true), (true, true)])
  func largestWeights(_ shape: ModelShape, _ sane: (head: Bool, states: Bool)) {
    var generator = SeededGenerator(seed: 5)
    let parts = Parts(shape)
    var weights = (0..<shape.configuration.weightCount).map { _ in
      Bool.random(using: &generator) ? Float(3e38) : -3e38
    }
    if sane.head { for index in parts.head { weights[index] = 1 } }
    if sane.states { for index in parts.states.joined() { weights[index] = 0 } }
    for amplitude: Float in [0, 1e-30, 1, 1000, 3e38] { expectFinite(shape, weights, amplitude: amplitude) }
  }

  /// Magnitudes of all kinds side by side.
  @Test(arguments: shapes)
  func weightsOfAllMagnitudes(_ shape: ModelShape) {
    var generator = SeededGenerator(seed: 6)
    for _ in 0..<4 {
      let weights = (0..<shape.configuration.weightCount).map { _ in
        Float.random(in: -1...1, using: &generator) * power(.random(in: -40...38, using: &generator))
      }
      expectFinite(shape, weights, amplitude: 1)
    }
  }

  /// Cells of ±1e38 in a model that is sane otherwise: it comes to its senses where it forgets.
  @Test(arguments: shapes, [Float(1e38), -1e38, 3.4e38])
  func storedCells(_ shape: ModelShape, _ cell: Float) {
    var generator = SeededGenerator(seed: 7)
    var weights = generator.floats(shape.configuration.weightCount, in: -0.5...0.5)
    for state in Parts(shape).states {
      for (index, place) in state.enumerated() { weights[place] = index % 3 == 0 ? -cell : cell }
    }
    for amplitude: Float in [0, 1, 1000] { expectFinite(shape, weights, amplitude: amplitude) }
  }
}

private func power(_ exponentOfTen: Int) -> Float { Float(pow(10, Double(exponentOfTen))) }
