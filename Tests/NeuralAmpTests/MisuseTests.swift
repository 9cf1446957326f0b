import NeuralAmp
import TestSupport
import Testing

/// A programmer's error ends the process with its reason; it is never undefined.
struct MisuseTests {
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

  @Test(arguments: Kernel.available, [0, 3, 69, 71])
  func wrongNumberOfWeights(_ kernel: Kernel, _ count: Int) async {
    let name = kernel.rawValue
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      [name = name as String, count = count as Int] in
      let configuration = LSTMConfiguration(layerCount: 1, hiddenSize: 3)
      let weights = [Float](repeating: 0, count: count)
      _ = Model(lstm: configuration, weights: weights, sampleRate: nil, kernel: Kernel(rawValue: name)!)
    }
    // The standard library leaves the text of a precondition out of release builds.
    #if DEBUG
      expectReason(result, "has 70 weights, not \(count)")
    #endif
  }

  @Test(arguments: Kernel.allCases.filter { !$0.isAvailable })
  func kernelThatThisProcessorCannotRun(_ kernel: Kernel) async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      [name = kernel.rawValue as String] in
      _ = Model.random(layers: 1, hidden: 3, kernel: Kernel(rawValue: name)!)
    }
    #if DEBUG
      expectReason(result, "this processor has no \(kernel.title)")
    #endif
  }

  /// The same capture, packed for another kernel, is another model: its state lies differently.
  @Test func snapshotOfAnotherKernel() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let processor = Processor(
        model: .random(layers: 1, hidden: 3, kernel: .baseline), maximumFrameCount: 1)
      processor.restore(StateSnapshot(of: .random(layers: 1, hidden: 3, kernel: .reference)))
    }
    expectReason(result, "the snapshot is of another model")
  }

  @Test func noRoomForAFrame() async {
    await #expect(processExitsWith: .failure) {
      _ = Processor(model: .random(layers: 1, hidden: 3), maximumFrameCount: 0)
    }
  }
}
