import NeuralAmp
import TestSupport
import Testing

/// Every way of cutting a stream through any network into blocks gives the same bits: from each kernel its own.
struct NetworkBlockTests {
  @Test(arguments: TestNetwork.catalogue)
  func catalogueHasNoProblem(_ test: TestNetwork) {
    #expect(test.network.problem == nil)
  }

  private func whole(_ test: TestNetwork) -> [UInt32] {
    test.processor(maximumFrameCount: test.frameCount)
      .process(test.input(frames: test.frameCount), blocks: [test.frameCount]).bits
  }

  /// Of less than half a vector, of vectors and parts of one, of a tile and more than one.
  @Test(arguments: TestNetwork.all)
  func blocks(_ test: TestNetwork) {
    let processor = test.processor(maximumFrameCount: 256)
    let input = test.input(frames: test.frameCount)
    let whole = whole(test)
    for blocks in [[1], [2], [3], [4], [5], [7], [8], [13], [64], [65], [200], [1, 64, 3, 9]] {
      processor.reset()
      #expect(processor.process(input, blocks: blocks).bits == whole, "blocks of \(blocks)")
    }
  }

  @Test(arguments: TestNetwork.all)
  func randomBlocks(_ test: TestNetwork) {
    let processor = test.processor(maximumFrameCount: 150)
    let input = test.input(frames: test.frameCount)
    let whole = whole(test)
    var generator = SeededGenerator(seed: 78)
    for longest in [9, 20, 150] {
      let blocks = (0..<60).map { _ in Int.random(in: 1...longest, using: &generator) }
      processor.reset()
      #expect(processor.process(input, blocks: blocks).bits == whole, "blocks of \(blocks)")
    }
  }

  /// With fewer channels out than in, too: no output runs ahead of the input.
  @Test(arguments: TestNetwork.all.filter { $0.outputs <= $0.inputs }, [1, 64, 150])
  func inPlace(_ test: TestNetwork, _ longest: Int) {
    let frames = 300
    let input = test.input(frames: frames)
    let expected = test.processor().process(input, blocks: [64]).bits
    let processor = test.processor(maximumFrameCount: longest)
    var found: [UInt32] = []
    for start in stride(from: 0, to: frames, by: longest) {
      let count = min(longest, frames - start)
      var block = Array(input[start * test.inputs..<(start + count) * test.inputs])
      block.withUnsafeMutableBufferPointer { buffer in
        let samples = buffer.baseAddress!
        processor.process(input: samples, output: samples, frameCount: count)
      }
      found += Array(block.prefix(count * test.outputs)).bits
    }
    #expect(found == expected)
  }

  @Test(arguments: TestNetwork.all.filter { $0.inputs == 1 && $0.outputs == 1 })
  func sampleBySample(_ test: TestNetwork) {
    let processor = test.processor(maximumFrameCount: 1)
    let output = test.input(frames: test.frameCount).map { processor.process($0) }
    #expect(output.bits == whole(test))
  }
}
