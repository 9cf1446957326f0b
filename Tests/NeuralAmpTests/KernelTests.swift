import NeuralAmp
import TestSupport
import Testing

/// Every vector kernel against the reference kernel.
struct KernelTests {
  /// Debug builds run the reference kernel some thirty times more slowly.
  #if DEBUG
    private static let frames = 64
    private static let hiddenSizes = (1...100).filter { $0 <= 40 || $0 % 8 == 1 }
  #else
    private static let frames = 2_000
    private static let hiddenSizes = Array(1...100)
  #endif

  /// Four times the largest that was measured: 2.4e-7, two units in the last place below 2, with SSE2 over 2000
  /// frames and with AVX2 over 64.
  private static let tolerance: Float = 1e-6

  @Test(arguments: [1, 2])
  func everyHiddenSize(_ layers: Int) {
    compare("\(layers)x1 to \(layers)x100", Self.hiddenSizes.map { ModelShape(layers: layers, hidden: $0) })
  }

  @Test func severalChannels() {
    compare(
      "2 in, 3 out",
      Self.hiddenSizes.map { ModelShape(layers: 1 + $0 % 2, hidden: $0, inputs: 2, outputs: 3) })
  }

  @Test(arguments: 3...6)
  func severalLayers(_ layers: Int) {
    let hidden = [1, 2, 3, 4, 6, 8, 9, 10, 12, 13, 16, 18, 20, 24, 28, 33, 40, 48, 52]
    compare("\(layers) layers", hidden.map { ModelShape(layers: layers, hidden: $0) })
  }

  private func compare(_ title: String, _ shapes: [ModelShape]) {
    var largest: [Kernel: Float] = [:]
    for shape in shapes {
      let reference = output(shape.on(.reference))
      for kernel in Kernel.availableVector {
        let difference = zip(output(shape.on(kernel)), reference).map { abs($0 - $1) }.max()!
        #expect(difference <= Self.tolerance, "\(shape.on(kernel))")
        largest[kernel] = max(difference, largest[kernel] ?? 0)
      }
    }
    for kernel in Kernel.availableVector { print("\(title), \(kernel.title): max abs \(largest[kernel]!)") }
  }

  /// From the file's state, so that nothing has evened out before.
  private func output(_ shape: ModelShape) -> [Float] {
    let processor = Processor(model: shape.makeModel(), maximumFrameCount: 64)
    processor.reset(to: .stored)
    return processor.process(shape.input(frames: Self.frames), blocks: [64])
  }

  /// A cell is its old value and a change, so a large one that is forgotten at once leaves the rounding of
  /// its size behind, for that one sample. Trained captures hold cells below 100 and forget them slowly.
  @Test(arguments: Kernel.availableVector, [Float(1), 10, 100])
  func largeCellForgottenAtOnce(_ kernel: Kernel, _ cell: Float) {
    // W [4][2], b [4] with all gates open but the forget gate, h0, c0, Wh, bh.
    let weights: [Float] = [0, 0, 0, 0, 0, 0, 0, 0, 20, -20, 0.5, 20, 0, cell, 1, 0]
    let outputs = [Kernel.reference, kernel].map { kernel in
      let configuration = LSTMConfiguration(layerCount: 1, hiddenSize: 1)
      let model = Model(lstm: configuration, weights: weights, sampleRate: nil, kernel: kernel)
      let processor = Processor(model: model, maximumFrameCount: 1)
      processor.reset(to: .stored)
      return [processor.process(0), processor.process(0)]
    }
    let differences = zip(outputs[0], outputs[1]).map { abs($0 - $1) }
    #expect(differences[0] <= 5e-7 * cell)
    #expect(differences[1] <= 5e-7)
  }
}
