import NeuralAmp
import TestSupport
import Testing

/// A programmer's error ends the process with its reason; it is never undefined.
struct MisuseTests {
  private static func model() -> Model { .random(layers: 1, hidden: 3) }

  private func expectReason(_ result: ExitTest.Result?, _ reason: String) {
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains(reason), "\(text)")
  }

  @Test func blockLongerThanPrepared() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let processor = Processor(model: .random(layers: 1, hidden: 3), maximumFrameCount: 64)
      var block = [Float](repeating: 0, count: 65)
      var span = block.mutableSpan
      processor.process(inPlace: &span)
    }
    expectReason(result, "more frames than maximumFrameCount")
  }

  @Test func blocksOfDifferentLength() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let processor = Processor(model: .random(layers: 1, hidden: 3), maximumFrameCount: 64)
      var output = [Float](repeating: 0, count: 3)
      var span = output.mutableSpan
      processor.process([1, 2].span, into: &span)
    }
    expectReason(result, "do not hold the same number of frames")
  }

  @Test func partOfAFrame() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let processor = Processor(
        model: .random(layers: 1, hidden: 3, inputs: 2, outputs: 2), maximumFrameCount: 64)
      var block = [Float](repeating: 0, count: 3)
      var span = block.mutableSpan
      processor.process(inPlace: &span)
    }
    expectReason(result, "not whole frames")
  }

  @Test func sampleThroughAModelOfTwoChannels() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Processor(model: .random(layers: 1, hidden: 3, inputs: 2), maximumFrameCount: 1).process(0.5)
    }
    expectReason(result, "takes more than one channel")
  }

  @Test func snapshotOfAnotherModel() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let processor = Processor(model: .random(layers: 1, hidden: 3), maximumFrameCount: 1)
      processor.restore(StateSnapshot(of: .random(layers: 1, hidden: 3)))
    }
    expectReason(result, "the snapshot is of another model")
  }

  @Test func wrongNumberOfWeights() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let configuration = LSTMConfiguration(layerCount: 1, hiddenSize: 3)
      _ = Model(lstm: configuration, weights: [1, 2, 3], sampleRate: nil)
    }
    // The standard library leaves the text of a precondition out of release builds.
    #if DEBUG
      expectReason(result, "has 70 weights, not 3")
    #endif
  }

  @Test func noRoomForAFrame() async {
    await #expect(processExitsWith: .failure) {
      _ = Processor(model: .random(layers: 1, hidden: 3), maximumFrameCount: 0)
    }
  }
}
