import CBenchmark
import NeuralAmp

/// The measured loop: block after block, and the time after each. It neither locks nor allocates, which the
/// compiler checks.
struct BenchLoop {
  /// `blockCount` blocks, over and over.
  let input: UnsafePointer<Float>
  /// Room for a block.
  let output: UnsafeMutablePointer<Float>
  let blockCount: Int
  let blockFrameCount: Int
  /// Samples of a block of input.
  let blockStride: Int
  /// A reading of the clock takes as long as a frame or two, so that very short blocks share one.
  let blocksPerStamp: Int

  /// Writes `count` + 1 times in ns: the beginning, and the end of every stretch of `blocksPerStamp` blocks.
  @_noLocks @_noAllocation
  func run(_ processor: Processor, count: Int, stamps: UnsafeMutablePointer<UInt64>) {
    var block = 0
    stamps[0] = headroom_bench_now()
    for stamp in 1...count {
      for _ in 0..<blocksPerStamp {
        processor.process(
          input: input + block * blockStride, output: output, frameCount: blockFrameCount)
        block = block + 1 == blockCount ? 0 : block + 1
      }
      stamps[stamp] = headroom_bench_now()
    }
  }
}
