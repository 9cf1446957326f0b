import NeuralAmp
import TestSupport
import Testing

/// Every way of cutting a stream into blocks, and every way of calling, gives the same bits: from each
/// kernel its own.
struct BlockInvarianceTests {
  private static let frames = 400

  private func whole(_ shape: ModelShape) -> [UInt32] {
    shape.processor(maximumFrameCount: Self.frames)
      .process(shape.input(frames: Self.frames), blocks: [Self.frames]).bits
  }

  @Test(arguments: ModelShape.all)
  func blocks(_ shape: ModelShape) {
    let processor = shape.processor(maximumFrameCount: Self.frames)
    let input = shape.input(frames: Self.frames)
    let whole = whole(shape)
    for blocks in [[1], [2], [3], [2, 3], [7], [16], [64], [1, 399], [200, 1, 199], [133]] {
      processor.reset()
      #expect(processor.process(input, blocks: blocks).bits == whole, "blocks of \(blocks)")
    }
  }

  @Test(arguments: ModelShape.all)
  func randomBlocks(_ shape: ModelShape) {
    let processor = shape.processor(maximumFrameCount: 128)
    let input = shape.input(frames: Self.frames)
    let whole = whole(shape)
    var generator = SeededGenerator(seed: 77)
    for longest in [2, 8, 128, 128] {
      let blocks = (0..<50).map { _ in Int.random(in: 1...longest, using: &generator) }
      processor.reset()
      #expect(processor.process(input, blocks: blocks).bits == whole, "blocks of \(blocks)")
    }
  }

  @Test(arguments: ModelShape.all)
  func spans(_ shape: ModelShape) {
    let input = shape.input(frames: Self.frames)
    var output = [Float](repeating: 0, count: Self.frames * shape.outputs)
    let processor = shape.processor(maximumFrameCount: Self.frames)
    var target = output.mutableSpan
    processor.process(input.span, into: &target)
    #expect(output.bits == whole(shape))
  }

  @Test(arguments: ModelShape.all.filter { $0.inputs == $0.outputs })
  func inPlace(_ shape: ModelShape) {
    var block = shape.input(frames: Self.frames)
    var target = block.mutableSpan
    shape.processor(maximumFrameCount: Self.frames).process(inPlace: &target)
    #expect(block.bits == whole(shape))
  }

  /// Fewer channels out than in, in the same memory: no output runs ahead of the input.
  @Test(arguments: ModelShape.all.filter { $0.outputs < $0.inputs })
  func inPlaceWithFewerOutputs(_ shape: ModelShape) {
    var block = shape.input(frames: Self.frames)
    let processor = shape.processor(maximumFrameCount: Self.frames)
    block.withUnsafeMutableBufferPointer { buffer in
      let samples = buffer.baseAddress!
      processor.process(input: samples, output: samples, frameCount: Self.frames)
    }
    #expect(Array(block.prefix(Self.frames * shape.outputs)).bits == whole(shape))
  }

  @Test(arguments: ModelShape.all.filter { $0.inputs == 1 && $0.outputs == 1 })
  func sampleBySample(_ shape: ModelShape) {
    let processor = shape.processor(maximumFrameCount: 1)
    let output = shape.input(frames: Self.frames).map { processor.process($0) }
    #expect(output.bits == whole(shape))
  }

  @Test(arguments: ModelShape.few.filter { $0.inputs == $0.outputs })
  func emptyBlocksChangeNothing(_ shape: ModelShape) {
    let processor = shape.processor()
    var nothing: [Float] = []
    var target = nothing.mutableSpan
    processor.process([Float]().span, into: &target)
    processor.process(inPlace: &target)
    #expect(processor.process(shape.input(frames: Self.frames), blocks: [64]).bits == whole(shape))
  }
}
