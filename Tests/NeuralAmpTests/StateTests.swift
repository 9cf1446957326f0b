import NeuralAmp
import TestSupport
import Testing

/// What a stream carries from block to block, and how it is put back, saved and copied.
struct StateTests {
  private let shape = ModelShape(layers: 2, hidden: 5)

  private func play(_ processor: Processor, frames: Int = 200, seed: UInt64 = 2) -> [UInt32] {
    processor.process(processor.shapedInput(frames, seed: seed), blocks: [64]).bits
  }

  @Test(arguments: ModelShape.all)
  func resetStartsAgain(_ shape: ModelShape) {
    let processor = Processor(model: shape.model(), maximumFrameCount: 64)
    let first = play(processor)
    processor.reset()
    #expect(play(processor) == first)
  }

  @Test func streamsCarryState() {
    let processor = Processor(model: shape.model(), maximumFrameCount: 64)
    let first = play(processor)
    #expect(play(processor) != first)
  }

  @Test(arguments: ModelShape.all)
  func restoreGoesOnFromTheSave(_ shape: ModelShape) {
    let processor = Processor(model: shape.model(), maximumFrameCount: 64)
    let snapshot = StateSnapshot(of: processor.model)
    for frames in [0, 1, 63, 200] {
      _ = play(processor, frames: frames, seed: 3)
      processor.save(into: snapshot)
      let expected = play(processor)
      _ = play(processor, seed: 9)
      processor.restore(snapshot)
      #expect(play(processor) == expected)
    }
  }

  @Test func snapshotMovesBetweenStreamsOfAModel() {
    let model = shape.model()
    let one = Processor(model: model, maximumFrameCount: 64)
    let other = Processor(model: model, maximumFrameCount: 16)
    _ = play(one, seed: 3)
    let snapshot = StateSnapshot(of: model)
    one.save(into: snapshot)
    other.restore(snapshot)
    let input = shape.input(frames: 300)
    #expect(other.process(input, blocks: [16]).bits == one.process(input, blocks: [64]).bits)
  }

  @Test func newSnapshotIsAtRest() {
    let processor = Processor(model: shape.model(), maximumFrameCount: 64)
    let first = play(processor)
    processor.restore(StateSnapshot(of: processor.model))
    #expect(play(processor) == first)
  }

  @Test func snapshotsCompareByBits() {
    let processor = Processor(model: shape.model(), maximumFrameCount: 64)
    let one = StateSnapshot(of: processor.model)
    let other = StateSnapshot(of: processor.model)
    #expect(one.hasSameBits(as: other))
    _ = play(processor)
    processor.save(into: other)
    #expect(!one.hasSameBits(as: other))
  }

  @Test(arguments: ModelShape.all)
  func copyGoesItsOwnWay(_ shape: ModelShape) {
    let processor = Processor(model: shape.model(), maximumFrameCount: 64)
    _ = play(processor, seed: 3)
    let copy = processor.copy()
    let fromCopy = play(copy, seed: 4)
    #expect(play(processor, seed: 4) == fromCopy)
  }

  @Test func coldStartDiffersFromRest() {
    let processor = Processor(model: shape.model(), maximumFrameCount: 64)
    let rest = play(processor)
    processor.reset(to: .stored)
    let cold = play(processor)
    #expect(cold != rest)
    processor.reset(to: .stored)
    #expect(play(processor) == cold)
  }

  /// Eight streams of one model at once on as many threads, each alone with its state.
  @Test func streamsShareAModelAcrossThreads() async {
    let model = ModelShape(layers: 1, hidden: 16).model()
    let expected = Processor(model: model, maximumFrameCount: 64)
      .process(ModelShape(layers: 1, hidden: 16).input(frames: 1000), blocks: [64]).bits
    await withTaskGroup(of: [UInt32].self) { group in
      for stream in 1...8 {
        group.addTask {
          Processor(model: model, maximumFrameCount: 64)
            .process(ModelShape(layers: 1, hidden: 16).input(frames: 1000), blocks: [stream, 64]).bits
        }
      }
      for await result in group { #expect(result == expected) }
    }
  }

  @Test func byteCountsAreThoseOfTheShape() {
    let configuration = LSTMConfiguration(layerCount: 2, hiddenSize: 5)
    let model = shape.model()
    #expect(model.stateByteCount == 2 * 2 * 5 * 4)
    #expect(model.byteCount == Model.byteCount(lstm: configuration))
    // Weights without the stored states, and two states.
    #expect(model.byteCount == (configuration.weightCount + 20) * 4)
  }
}

extension Processor {
  fileprivate func shapedInput(_ frames: Int, seed: UInt64) -> [Float] {
    var generator = SeededGenerator(seed: seed)
    return generator.floats(frames * model.inputChannelCount, in: -1...1)
  }
}
