import NeuralAmp
import TestSupport
import Testing

/// What a stream through any network carries from block to block, where it starts, and how it is saved, put
/// back and copied.
struct NetworkStateTests {
  private func play(_ test: TestNetwork, _ processor: Processor, seed: UInt64 = 2) -> [UInt32] {
    processor.process(test.input(frames: 150, seed: seed), blocks: [64, 3]).bits
  }

  @Test(arguments: TestNetwork.all)
  func resetStartsAgain(_ test: TestNetwork) {
    let processor = test.processor()
    let first = play(test, processor)
    processor.reset()
    #expect(play(test, processor) == first)
    processor.reset(to: .stored)
    let stored = play(test, processor)
    processor.reset(to: .stored)
    #expect(play(test, processor) == stored)
  }

  @Test(arguments: TestNetwork.all)
  func restoreGoesOnFromTheSave(_ test: TestNetwork) {
    let processor = test.processor()
    let snapshot = StateSnapshot(of: processor.model)
    for frames in [0, 1, 63, 250] {
      _ = processor.process(test.input(frames: frames, seed: 3), blocks: [64])
      processor.save(into: snapshot)
      let expected = play(test, processor)
      _ = play(test, processor, seed: 9)
      processor.restore(snapshot)
      #expect(play(test, processor) == expected, "after \(frames) frames")
    }
  }

  @Test(arguments: TestNetwork.all)
  func snapshotMovesBetweenStreamsOfAModel(_ test: TestNetwork) {
    let (one, other) = (test.processor(), test.processor(maximumFrameCount: 16))
    _ = play(test, one, seed: 3)
    let snapshot = StateSnapshot(of: one.model)
    one.save(into: snapshot)
    other.restore(snapshot)
    let input = test.input(frames: 150)
    #expect(other.process(input, blocks: [16]).bits == one.process(input, blocks: [64]).bits)
  }

  @Test(arguments: TestNetwork.all)
  func copyGoesItsOwnWay(_ test: TestNetwork) {
    let processor = test.processor()
    _ = play(test, processor, seed: 3)
    let copy = processor.copy()
    let fromCopy = play(test, copy, seed: 4)
    _ = play(test, copy, seed: 5)
    #expect(play(test, processor, seed: 4) == fromCopy)
  }

  /// Streams of one model that take turns do not hear each other.
  @Test(arguments: TestNetwork.all)
  func interleavedStreams(_ test: TestNetwork) {
    let alone = (0..<2).map { play(test, test.processor(), seed: 10 + $0) }
    let inputs = (0..<2).map { test.input(frames: 150, seed: 10 + $0) }
    var together = [[UInt32]](repeating: [], count: 2)
    let processors = inputs.map { _ in test.processor() }
    for start in stride(from: 0, to: 150, by: 25) {
      for stream in inputs.indices {
        let block = Array(inputs[stream][start * test.inputs..<(start + 25) * test.inputs])
        together[stream] += processors[stream].process(block, blocks: [stream * 20 + 1]).bits
      }
    }
    #expect(together == alone)
  }

  /// The rest state is computed without the frames that lead there, where that is possible.
  ///
  /// Blocks of responses run from the first frame on, so that the silence is a whole number of them.
  @Test(arguments: TestNetwork.all)
  func restIsWhatSilenceLeaves(_ test: TestNetwork) {
    let rest = play(test, test.processor())
    let count = test.model().prewarmFrameCount
    for more in test.network.settlesAtOnce ? [0, 64, 320] : [0] {
      let processor = test.processor()
      processor.reset(to: .stored)
      let silence = [Float](repeating: 0, count: (count + more) * test.inputs)
      _ = processor.process(silence, blocks: [64])
      #expect(play(test, processor) == rest, "after \(count + more) frames")
    }
  }

  @Test(arguments: TestNetwork.all)
  func newSnapshotIsAtRest(_ test: TestNetwork) {
    let processor = test.processor()
    let first = play(test, processor)
    processor.restore(StateSnapshot(of: processor.model))
    #expect(play(test, processor) == first)
  }
}
