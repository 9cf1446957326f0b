import NeuralAmp

/// A stretch of a file that is split: frames, what the model makes of them, and how its segments end.
///
/// Thread: one at a time.
final class SplitChunk: @unchecked Sendable {
  /// `[run-in][segments][overlap]`.
  let input: StreamBlocks
  let output: StreamBlocks
  /// What each segment gives beyond its end, of each stream.
  let overlaps: [StreamBlocks]
  /// Of each segment and each stream, at its end.
  let ends: [[StateSnapshot]]
  /// Frames of `input` that are known from the chunk before.
  let knownCount: Int
  let isFirst: Bool

  /// - Parameter previous: the chunk before; `nil` for the first.
  init(_ model: Model, _ plan: SplitPlan, streamCount: Int, after previous: SplitChunk?) {
    isFirst = previous == nil
    input = StreamBlocks(
      streamCount: streamCount, channelCount: model.inputChannelCount,
      capacity: plan.runInCount + plan.chunkFrameCount + plan.overlapCount)
    output = StreamBlocks(
      streamCount: streamCount, channelCount: model.outputChannelCount, capacity: plan.chunkFrameCount)
    overlaps = (0..<plan.segmentCount).map { _ in
      StreamBlocks(
        streamCount: streamCount, channelCount: model.outputChannelCount, capacity: plan.overlapCount)
    }
    ends = (0..<plan.segmentCount).map { _ in (0..<streamCount).map { _ in StateSnapshot(of: model) } }
    // Before the file there is silence, which the blocks begin as.
    knownCount = plan.runInCount + (isFirst ? 0 : plan.overlapCount)
    if let previous {
      input.copy(previous.input, from: plan.chunkFrameCount, frameCount: knownCount)
    }
  }

  var inputFrameCount: Int { input.capacity }
}

/// One thread's part in a ``SplitRender``.
///
/// Thread: that of its stock.
final class SplitWorker {
  private let plan: SplitPlan
  private let streamCount: Int
  private let stock: RenderStock
  private let bank: StreamBank
  /// What comes of a run-in.
  private let discarded: StreamBlocks

  init(_ model: Model, _ plan: SplitPlan, streamCount: Int, _ stock: RenderStock) {
    self.plan = plan
    self.streamCount = streamCount
    self.stock = stock
    bank = stock.bank(model, streamLimit: plan.segmentCount * streamCount)
    discarded = StreamBlocks(
      streamCount: plan.segmentCount * streamCount, channelCount: model.outputChannelCount,
      capacity: RenderJob.blockFrameCount)
    for _ in 0..<bank.streamLimit { _ = bank.join() }
  }

  deinit { stock.giveBack(bank) }

  /// - Parameter start: of the file's streams.
  func process(_ chunk: SplitChunk, from start: Model.Start, _ isStopped: () -> Bool) {
    for number in 0..<bank.streamLimit { bank.reset(number) }
    advance(chunk, from: 0, plan.runInCount, isStopped) { number, _ in discarded.frames(number) }
    if chunk.isFirst {
      for stream in 0..<streamCount { bank.reset(number(0, stream), to: start) }
    }
    advance(chunk, from: plan.runInCount, plan.segmentFrameCount, isStopped) { number, done in
      chunk.output.frames(
        number % streamCount, from: number / streamCount * plan.segmentFrameCount + done)
    }
    for segment in 0..<plan.segmentCount {
      for stream in 0..<streamCount { bank.save(number(segment, stream), into: chunk.ends[segment][stream]) }
    }
    advance(chunk, from: plan.runInCount + plan.segmentFrameCount, plan.overlapCount, isStopped) {
      number, done in chunk.overlaps[number / streamCount].frames(number % streamCount, from: done)
    }
  }

  private func number(_ segment: Int, _ stream: Int) -> Int { segment * streamCount + stream }

  /// All segments, from a place in each.
  ///
  /// - Parameter output: where a bank's stream puts a block, after so many frames.
  private func advance(
    _ chunk: SplitChunk, from first: Int, _ frameCount: Int, _ isStopped: () -> Bool,
    to output: (_ number: Int, _ done: Int) -> FrameBlock
  ) {
    let numbers = 0..<bank.streamLimit
    for done in Swift.stride(from: 0, to: frameCount, by: RenderJob.blockFrameCount) {
      if isStopped() { return }
      bank.process(
        inputs: numbers.map { number in
          let place = number / streamCount * plan.segmentFrameCount + first + done
          return UnsafePointer(chunk.input.frames(number % streamCount, from: place).baseAddress)
        },
        outputs: numbers.map { output($0, done).baseAddress }, frameCount: RenderJob.blockFrameCount)
    }
  }
}
