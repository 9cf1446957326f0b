import NeuralAmp

/// One long file through a recurrent model, in segments that run side by side, and on several threads.
///
/// Such a model forgets, but never to the last bit: what comes out is not the same bits as in one go. So at every seam
/// between two segments their difference is measured, and where it is above a limit the later one is done again, from
/// where the earlier one ends, until it holds.
package final class SplitRender: SharedRender, @unchecked Sendable {
  // @unchecked: what is not in the queue is the owner's.

  private let plan: SplitPlan
  private let limit: Float
  private let model: Model
  private let isStopped: @Sendable () -> Bool
  private let job: RenderJob
  private let stock: RenderStock
  private let queue = ChunkQueue<SplitChunk>()
  /// Read, and not yet written; in order.
  private var chunks: [SplitChunk] = []
  /// The chunk that was read last, and the one that was written last.
  private var last: (read: SplitChunk?, written: SplitChunk?)
  private lazy var worker = SplitWorker(model, plan, streamCount: job.shape.streamCount, stock)
  private lazy var seams = SeamKeeper(model, plan, limit: limit)

  /// Chunks that are in memory at a time.
  private static let chunkLimit = 3

  /// - Parameters:
  ///   - limit: of the difference at a seam; full scale is 1.
  ///   - isStopped: whether all is to end; asked many times a second, on any thread.
  /// - Precondition: ``isWorthwhile(_:through:)``.
  package init(
    _ job: RenderJob, through model: Model, limit: Float, _ stock: RenderStock,
    isStopped: @escaping @Sendable () -> Bool
  ) {
    guard let plan = Self.plan(job, model) else { preconditionFailure("the file cannot be split") }
    self.plan = plan
    self.job = job
    self.model = model
    self.limit = limit
    self.stock = stock
    self.isStopped = isStopped
  }

  /// Whether a file that has not begun is long enough, and goes through a recurrent model.
  package static func isWorthwhile(_ job: RenderJob, through model: Model) -> Bool {
    !model.isFeedForward && plan(job, model) != nil
  }

  private static func plan(_ job: RenderJob, _ model: Model) -> SplitPlan? {
    SplitPlan(model, frameCount: job.restFrameCount, streamCount: job.shape.streamCount)
  }

  package func advance(helperCount: Int) throws(AudioFileError) -> Bool {
    while chunks.count < min(helperCount + 2, Self.chunkLimit), !hasReadAll, !isStopped() { try read() }
    if let first = chunks.first {
      // What others have claimed is theirs to finish.
      if let chunk = queue.claim() { process(chunk, by: worker) } else { queue.waitUntilDone(first) }
      if isStopped() { return false }
      while let chunk = chunks.first, queue.takeDone(chunk) { try write(chunk) }
    }
    return job.isComplete
  }

  package func finish() throws(AudioFileError) -> FinishedRender {
    try job.finish(seams: seams.report)
  }

  package func help(_ stock: RenderStock) {
    let worker = SplitWorker(model, plan, streamCount: job.shape.streamCount, stock)
    while let chunk = queue.claimNext() { process(chunk, by: worker) }
  }

  package func close() { queue.close() }

  package var isClosed: Bool { queue.isClosed }

  private func process(_ chunk: SplitChunk, by worker: SplitWorker) {
    worker.process(chunk, from: job.start, isStopped)
    queue.complete(chunk)
  }

  // MARK: The owner's

  private var hasReadAll: Bool { job.restFrameCount <= chunks.count * plan.chunkFrameCount }

  private func read() throws(AudioFileError) {
    let chunk = SplitChunk(model, plan, streamCount: job.shape.streamCount, after: last.read)
    for first in Swift.stride(
      from: chunk.knownCount, to: chunk.inputFrameCount, by: RenderJob.blockFrameCount)
    {
      if isStopped() { return }
      try job.read(into: chunk.input, at: first)
    }
    last.read = chunk
    chunks.append(chunk)
    queue.add(chunk)
  }

  private func write(_ chunk: SplitChunk) throws(AudioFileError) {
    seams.mend(chunk, after: last.written, isStopped)
    for first in Swift.stride(from: 0, to: plan.chunkFrameCount, by: RenderJob.blockFrameCount) {
      if isStopped() || job.isComplete { break }
      try job.write(from: chunk.output, at: first)
    }
    last.written = chunk
    chunks.removeFirst()
  }
}
