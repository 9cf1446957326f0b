import NeuralAmp
import TestSupport
import Testing

/// Every way of cutting a stream into blocks, and every way of calling, gives the same bits.
struct BlockInvarianceTests {
  private static let frames = 400

  private func whole(_ shape: ModelShape) -> [UInt32] {
    Processor(model: shape.model(), maximumFrameCount: Self.frames)
      .process(shape.input(frames: Self.frames), blocks: [Self.frames]).bits
  }

  @Test(arguments: ModelShape.all, [[1], [2, 3], [7], [16], [64], [1, 399], [200, 1, 199], [133]])
  func blocks(_ shape: ModelShape, _ blocks: [Int]) {
    let processor = Processor(model: shape.model(), maximumFrameCount: Self.frames)
    #expect(processor.process(shape.input(frames: Self.frames), blocks: blocks).bits == whole(shape))
  }

  @Test(arguments: ModelShape.all)
  func randomBlocks(_ shape: ModelShape) {
    var generator = SeededGenerator(seed: 77)
    for _ in 0..<5 {
      let blocks = (0..<50).map { _ in Int.random(in: 1...128, using: &generator) }
      let processor = Processor(model: shape.model(), maximumFrameCount: 128)
      #expect(processor.process(shape.input(frames: Self.frames), blocks: blocks).bits == whole(shape))
    }
  }

  @Test(arguments: ModelShape.all)
  func spans(_ shape: ModelShape) {
    let input = shape.input(frames: Self.frames)
    var output = [Float](repeating: 0, count: Self.frames * shape.outputs)
    let processor = Processor(model: shape.model(), maximumFrameCount: Self.frames)
    var target = output.mutableSpan
    processor.process(input.span, into: &target)
    #expect(output.bits == whole(shape))
  }

  @Test(arguments: ModelShape.all.filter { $0.inputs == $0.outputs })
  func inPlace(_ shape: ModelShape) {
    var block = shape.input(frames: Self.frames)
    var target = block.mutableSpan
    Processor(model: shape.model(), maximumFrameCount: Self.frames).process(inPlace: &target)
    #expect(block.bits == whole(shape))
  }

  /// Fewer channels out than in, in the same memory: no output runs ahead of the input.
  @Test func inPlaceWithFewerOutputs() {
    let shape = ModelShape(layers: 1, hidden: 6, inputs: 2, outputs: 1)
    var block = shape.input(frames: Self.frames)
    let processor = Processor(model: shape.model(), maximumFrameCount: Self.frames)
    block.withUnsafeMutableBufferPointer { buffer in
      let samples = buffer.baseAddress!
      processor.process(input: samples, output: samples, frameCount: Self.frames)
    }
    #expect(Array(block.prefix(Self.frames)).bits == whole(shape))
  }

  @Test(arguments: ModelShape.all.filter { $0.inputs == 1 && $0.outputs == 1 })
  func sampleBySample(_ shape: ModelShape) {
    let processor = Processor(model: shape.model(), maximumFrameCount: 1)
    let output = shape.input(frames: Self.frames).map { processor.process($0) }
    #expect(output.bits == whole(shape))
  }

  @Test func emptyBlocksChangeNothing() {
    let shape = ModelShape(layers: 1, hidden: 16)
    let processor = Processor(model: shape.model(), maximumFrameCount: 64)
    var nothing: [Float] = []
    var target = nothing.mutableSpan
    processor.process([Float]().span, into: &target)
    processor.process(inPlace: &target)
    #expect(processor.process(shape.input(frames: Self.frames), blocks: [64]).bits == whole(shape))
  }
}
