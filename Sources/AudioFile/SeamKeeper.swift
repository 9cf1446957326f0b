import NeuralAmp

/// What became of the seams of a file that was split.
public struct SeamReport: Sendable {
  /// Seams, of all streams.
  public let count: Int
  /// Those beyond the limit, after which the file was done again until it held.
  public let mendedCount: Int
  /// The largest difference at a seam that was left; full scale is 1.
  public let largestDifference: Float
}

/// Measures the seams of a file that is split, and mends those that are beyond the limit.
///
/// Thread: the owner's.
final class SeamKeeper {
  private let plan: SplitPlan
  private let limit: Float
  private let processor: Processor
  private let fresh: StreamBlocks
  private var count = 0
  private var mendedCount = 0
  private var largest: Float = 0

  init(_ model: Model, _ plan: SplitPlan, limit: Float) {
    self.plan = plan
    self.limit = limit
    processor = Processor(model: model, maximumFrameCount: RenderJob.blockFrameCount)
    fresh = StreamBlocks(
      streamCount: 1, channelCount: model.outputChannelCount, capacity: RenderJob.blockFrameCount)
  }

  var report: SeamReport {
    SeamReport(count: count, mendedCount: mendedCount, largestDifference: largest)
  }

  /// The seams within a chunk and the one before it, in their order: each is measured against what is true by then.
  func mend(_ chunk: SplitChunk, after previous: SplitChunk?, _ isStopped: () -> Bool) {
    for segment in 0..<plan.segmentCount {
      for stream in 0..<chunk.output.streamCount {
        let before = segment == 0 ? previous : chunk
        guard let before else { continue }
        let index = segment == 0 ? plan.segmentCount - 1 : segment - 1
        mend(
          chunk, segment, stream, end: before.ends[index][stream],
          overlap: before.overlaps[index].frames(stream), isStopped)
      }
    }
  }

  private func mend(
    _ chunk: SplitChunk, _ segment: Int, _ stream: Int, end: StateSnapshot, overlap: FrameBlock,
    _ isStopped: () -> Bool
  ) {
    let place = segment * plan.segmentFrameCount
    let difference = Self.difference(overlap, chunk.output.frames(stream, from: place))
    count += 1
    if difference <= limit {
      largest = max(largest, difference)
      return
    }
    mendedCount += 1
    processor.restore(end)
    var done = 0
    while done < plan.segmentFrameCount {
      if isStopped() { return }
      let output = chunk.output.frames(stream, from: place + done)
      process(chunk, stream, from: place + done)
      let difference = Self.difference(fresh.frames(0), output)
      _ = output.update(fromContentsOf: fresh.frames(0))
      done += RenderJob.blockFrameCount
      // From here on what is there already is as near as a seam has to be.
      if difference <= limit {
        largest = max(largest, difference)
        return
      }
    }
    // The whole segment is another one, and with it its end.
    processor.save(into: chunk.ends[segment][stream])
    process(chunk, stream, from: place + done)
    _ = chunk.overlaps[segment].frames(stream).update(fromContentsOf: fresh.frames(0))
  }

  /// A block, from a place in the chunk.
  private func process(_ chunk: SplitChunk, _ stream: Int, from place: Int) {
    guard let input = chunk.input.frames(stream, from: plan.runInCount + place).baseAddress,
      let output = fresh.frames(0).baseAddress
    else { return }
    processor.process(input: input, output: output, frameCount: RenderJob.blockFrameCount)
  }

  /// The largest, over the first of both.
  private static func difference(_ first: FrameBlock, _ second: FrameBlock) -> Float {
    zip(first, second).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }
}
