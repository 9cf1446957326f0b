import TestSupport
import Testing

@testable import NeuralAmp

/// The rest state is what NeuralAmpModelerCore's render tool starts from.
struct PrewarmTests {
  /// Half a second in whole blocks of 64; one sample, so one block, where the rate is not known.
  @Test(arguments: [(48_000.0, 24_000), (44_100, 22_080), (96_000, 48_000), (1, 64), (129, 64), (130, 128)])
  func frameCount(_ rate: Double, _ expected: Int) {
    #expect(Prewarm.lstmFrameCount(sampleRate: rate) == expected)
  }

  @Test func frameCountWithoutRate() {
    #expect(Model.random(layers: 1, hidden: 3).prewarmFrameCount == 64)
  }

  /// The rest state is the stored one after exactly so many zeros, also where the network settles early
  /// and the rest of them is skipped.
  @Test(arguments: ModelShape.all)
  func restIsStoredStateAfterZeros(_ shape: ModelShape) {
    let model = shape.makeModel(sampleRate: 1000)
    let processor = Processor(model: model, maximumFrameCount: 64)
    processor.reset(to: .stored)
    _ = processor.process(
      [Float](repeating: 0, count: model.prewarmFrameCount * shape.inputs), blocks: [1, 64])
    let fed = StateSnapshot(of: model)
    processor.save(into: fed)
    #expect(fed.hasSameBits(as: StateSnapshot(of: model)))
  }
}
