import NeuralAmp
import TestSupport
import Testing

/// What a stream carries from block to block, and how it is put back, saved and copied.
struct StateTests {
  /// Without layers there is no state.
  private static let stateful = ModelShape.few.filter { $0.layers > 0 }

  private func play(_ processor: Processor, frames: Int = 200, seed: UInt64 = 2) -> [UInt32] {
    processor.process(processor.shapedInput(frames, seed: seed), blocks: [64]).bits
  }

  @Test(arguments: ModelShape.all)
  func resetStartsAgain(_ shape: ModelShape) {
    let processor = shape.processor()
    let first = play(processor)
    processor.reset()
    #expect(play(processor) == first)
  }

  @Test(arguments: Self.stateful)
  func streamsCarryState(_ shape: ModelShape) {
    let processor = shape.processor()
    let first = play(processor)
    #expect(play(processor) != first)
  }

  @Test(arguments: ModelShape.all)
  func restoreGoesOnFromTheSave(_ shape: ModelShape) {
    let processor = shape.processor()
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

  /// A save after each frame is good for all that follow.
  @Test(arguments: ModelShape.all)
  func restoreAtAnyFrame(_ shape: ModelShape) {
    let processor = shape.processor()
    let frames = 40
    let input = shape.input(frames: frames)
    var snapshots: [StateSnapshot] = []
    var whole: [UInt32] = []
    for frame in 0..<frames {
      let snapshot = StateSnapshot(of: processor.model)
      processor.save(into: snapshot)
      snapshots.append(snapshot)
      whole += processor.process(shape.frames(of: input, from: frame, count: 1), blocks: [1]).bits
    }
    for (frame, snapshot) in snapshots.enumerated() {
      processor.restore(snapshot)
      let rest = processor.process(shape.frames(of: input, from: frame, count: frames - frame), blocks: [64])
      #expect(rest.bits == Array(whole.dropFirst(frame * shape.outputs)), "from frame \(frame)")
    }
  }

  /// Streams of one model that take turns do not hear each other.
  @Test(arguments: ModelShape.all)
  func interleavedStreams(_ shape: ModelShape) {
    let model = shape.model()
    let inputs = (0..<3).map { shape.input(frames: 120, seed: 10 + $0) }
    let alone = inputs.map { Processor(model: model, maximumFrameCount: 64).process($0, blocks: [64]).bits }
    let processors = inputs.map { _ in Processor(model: model, maximumFrameCount: 64) }
    var together = [[UInt32]](repeating: [], count: inputs.count)
    for start in stride(from: 0, to: 120, by: 5) {
      for stream in inputs.indices {
        let block = shape.frames(of: inputs[stream], from: start, count: 5)
        together[stream] += processors[stream].process(block, blocks: [stream + 1]).bits
      }
    }
    #expect(together == alone)
  }

  @Test(arguments: Self.stateful)
  func snapshotMovesBetweenStreamsOfAModel(_ shape: ModelShape) {
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

  @Test(arguments: Self.stateful)
  func newSnapshotIsAtRest(_ shape: ModelShape) {
    let processor = shape.processor()
    let first = play(processor)
    processor.restore(StateSnapshot(of: processor.model))
    #expect(play(processor) == first)
  }

  @Test(arguments: Self.stateful)
  func snapshotsCompareByBits(_ shape: ModelShape) {
    let processor = shape.processor()
    let one = StateSnapshot(of: processor.model)
    let other = StateSnapshot(of: processor.model)
    #expect(one.hasSameBits(as: other))
    _ = play(processor)
    processor.save(into: other)
    #expect(!one.hasSameBits(as: other))
  }

  @Test(arguments: ModelShape.all)
  func copyGoesItsOwnWay(_ shape: ModelShape) {
    let processor = shape.processor()
    _ = play(processor, seed: 3)
    let copy = processor.copy()
    let fromCopy = play(copy, seed: 4)
    #expect(play(processor, seed: 4) == fromCopy)
  }

  @Test(arguments: Self.stateful)
  func coldStartDiffersFromRest(_ shape: ModelShape) {
    let processor = shape.processor()
    let rest = play(processor)
    processor.reset(to: .stored)
    let cold = play(processor)
    #expect(cold != rest)
    processor.reset(to: .stored)
    #expect(play(processor) == cold)
  }

  /// Eight streams of one model at once on as many threads, each alone with its state.
  @Test(arguments: ModelShape.few)
  func streamsShareAModelAcrossThreads(_ shape: ModelShape) async {
    let model = shape.model()
    let input = shape.input(frames: 200)
    let expected = Processor(model: model, maximumFrameCount: 64).process(input, blocks: [64]).bits
    await withTaskGroup(of: [UInt32].self) { group in
      for stream in 1...8 {
        group.addTask {
          Processor(model: model, maximumFrameCount: 64).process(input, blocks: [stream, 64]).bits
        }
      }
      for await result in group { #expect(result == expected) }
    }
  }

  @Test func byteCountsOfTheReferenceKernelAreThoseOfTheShape() {
    let shape = ModelShape(layers: 2, hidden: 5, kernel: .reference)
    let model = shape.model()
    #expect(model.stateByteCount == 2 * 2 * 5 * 4)
    // Weights without the stored states, and two states.
    #expect(model.byteCount == (shape.configuration.weightCount + 20) * 4)
  }
}

extension ModelShape {
  fileprivate func frames(of input: [Float], from start: Int, count: Int) -> [Float] {
    Array(input[start * inputs..<(start + count) * inputs])
  }
}

extension Processor {
  fileprivate func shapedInput(_ frames: Int, seed: UInt64) -> [Float] {
    var generator = SeededGenerator(seed: seed)
    return generator.floats(frames * model.inputChannelCount, in: -1...1)
  }
}
