import NeuralAmp

/// One file through a model without recurrent parts, in chunks that several threads can process at a time.
///
/// Such a model remembers ``Model/memoryFrameCount`` frames and nothing else: after as many frames of run-in a stream
/// is where it would be, to the bit, if it had come all the way. One thread, the owner, reads and writes, and processes
/// what nobody else takes; a stream that is where a chunk begins needs no run-in.
package final class ChunkedRender: @unchecked Sendable {
  // @unchecked: what is not in the queue is the owner's.

  /// Frames of a file, and what the model makes of them.
  final class Chunk: @unchecked Sendable {
    let input: StreamBlocks
    let output: StreamBlocks
    /// Frames of the stream before this chunk.
    let begin: Int
    /// Frames before the chunk that `input` begins with.
    let runInCount: Int
    let frameCount: Int

    init(input: StreamBlocks, output: StreamBlocks, begin: Int, runInCount: Int, frameCount: Int) {
      self.input = input
      self.output = output
      self.begin = begin
      self.runInCount = runInCount
      self.frameCount = frameCount
    }
  }

  /// What one file may count on, of what there is for all.
  package struct Share {
    /// Threads that have nothing else to do.
    let helperCount: Int
    /// What its chunks may hold.
    let byteCount: Int

    package init(helperCount: Int, byteCount: Int) {
      self.helperCount = helperCount
      self.byteCount = byteCount
    }
  }

  /// The longest chunk: one whose run-in is little beside it, in frames.
  private static let longestFrameCount = 1 << 18

  let model: Model
  let start: Model.Start
  let streamCount: Int
  private let isStopped: @Sendable () -> Bool
  private let job: RenderJob
  private let stock: RenderStock
  fileprivate let queue = ChunkQueue<Chunk>()
  /// Read, and not yet written; in order.
  private var chunks: [Chunk] = []
  /// The chunk that was read last, for the run-in of the next.
  private var last: Chunk?
  private lazy var worker = ChunkWorker(self, stock)

  /// - Parameter isStopped: whether all is to end; asked many times a second, on any thread.
  /// - Precondition: the model ``Model/isFeedForward``.
  package init(
    _ job: RenderJob, through model: Model, _ stock: RenderStock, isStopped: @escaping @Sendable () -> Bool
  ) {
    precondition(model.isFeedForward, "a model that remembers without end cannot be cut")
    self.job = job
    self.model = model
    self.stock = stock
    self.isStopped = isStopped
    start = job.start
    streamCount = job.shape.streamCount
  }

  deinit {
    for chunk in chunks { giveBack(chunk) }
    if let last, !chunks.contains(where: { $0 === last }) { stock.giveBack(last.input) }
  }

  /// Goes a step further; the owner's.
  ///
  /// - Returns: whether it has come to its end.
  package func advance(_ share: Share) throws(AudioFileError) -> Bool {
    let limit = chunkLimit(share)
    while chunks.count < limit, case let rest = restFrameCount, rest > 0 {
      try read(frameCount: min(rest, chunkFrameCount(share, limit, of: rest)))
    }
    if let first = chunks.first {
      // What others have claimed is theirs to finish.
      if let chunk = queue.claim() { worker.process(chunk) } else { queue.waitUntilDone(first) }
      if isStopped() { return false }
      try writeDone()
    }
    return job.isComplete
  }

  /// Completes what is in the file; the owner's.
  package func finish() throws(AudioFileError) -> FinishedRender { try job.finish() }

  /// Takes part until there is no more to do: any other thread's.
  package func help(_ stock: RenderStock) {
    let worker = ChunkWorker(self, stock)
    while let chunk = queue.claimNext() { worker.process(chunk) }
  }

  /// Helpers are to leave; the owner's.
  package func close() { queue.close() }

  package var isClosed: Bool { queue.isClosed }

  /// Whether what is being processed is of no use any more.
  fileprivate var isAbandoned: Bool { isStopped() || isClosed }

  // MARK: The owner's

  /// Still to be read.
  private var restFrameCount: Int {
    job.restFrameCount - chunks.reduce(0) { $0 + $1.frameCount }
  }

  /// How many there may be at a time: some for the helpers to begin with next, as far as there is memory.
  func chunkLimit(_ share: Share) -> Int {
    if share.helperCount == 0 { return 1 }
    return max(1, min(share.helperCount + 3, share.byteCount / byteCount(shortestFrameCount)))
  }

  /// Of the next chunk: as long as there is memory for, but so short that what is left is enough for all who help.
  /// Without help the shortest.
  func chunkFrameCount(_ share: Share, _ limit: Int, of rest: Int) -> Int {
    if share.helperCount == 0 { return shortestFrameCount }
    let room = (share.byteCount / limit - byteCount(0)) / (byteCount(1) - byteCount(0))
    // Beside its run-in a chunk is not to be short.
    let part = max(4 * shortestFrameCount, Self.wholeBlocks(rest / (share.helperCount + 1)))
    return max(shortestFrameCount, min(Self.longestFrameCount, room / Self.block * Self.block, part))
  }

  private static var block: Int { RenderJob.blockFrameCount }

  private static func wholeBlocks(_ frameCount: Int) -> Int {
    max(1, (frameCount + block - 1) / block) * block
  }

  /// The shortest chunk that is worth keeping its run-in for.
  private var shortestFrameCount: Int { Self.wholeBlocks(model.memoryFrameCount) }

  /// Of a chunk with its run-in.
  func byteCount(_ frameCount: Int) -> Int {
    let inputCount = model.inputChannelCount * (model.memoryFrameCount + frameCount)
    return MemoryLayout<Float>.stride * streamCount * (inputCount + model.outputChannelCount * frameCount)
  }

  private func read(frameCount: Int) throws(AudioFileError) {
    let begin = last.map { $0.begin + $0.frameCount } ?? 0
    let runInCount = min(begin, model.memoryFrameCount)
    let chunk = Chunk(
      input: job.inputBlocks(capacity: runInCount + frameCount),
      output: job.outputBlocks(capacity: frameCount), begin: begin, runInCount: runInCount,
      frameCount: frameCount)
    if let last {
      chunk.input.copy(
        last.input, from: last.runInCount + last.frameCount - runInCount, frameCount: runInCount)
      if !chunks.contains(where: { $0 === last }) { stock.giveBack(last.input) }
    }
    for first in Swift.stride(from: 0, to: frameCount, by: RenderJob.blockFrameCount) {
      try job.read(into: chunk.input, at: runInCount + first)
    }
    last = chunk
    chunks.append(chunk)
    queue.add(chunk)
  }

  private func writeDone() throws(AudioFileError) {
    while let chunk = chunks.first, queue.takeDone(chunk) {
      for first in Swift.stride(from: 0, to: chunk.frameCount, by: RenderJob.blockFrameCount) {
        try job.write(from: chunk.output, at: first)
      }
      chunks.removeFirst()
      giveBack(chunk)
    }
  }

  /// The last one's input is the run-in of the next.
  private func giveBack(_ chunk: Chunk) {
    stock.giveBack(chunk.output)
    if chunk !== last { stock.giveBack(chunk.input) }
  }
}

/// One thread's part in a ``ChunkedRender``.
///
/// Thread: that of its stock.
private final class ChunkWorker {
  private unowned let render: ChunkedRender
  private let stock: RenderStock
  private let bank: StreamBank
  /// How far its streams have come, in frames.
  private var position = 0

  init(_ render: ChunkedRender, _ stock: RenderStock) {
    self.render = render
    self.stock = stock
    bank = stock.bank(render.model, streamLimit: render.streamCount)
    for _ in 0..<render.streamCount { _ = bank.join(from: render.start) }
  }

  deinit { stock.giveBack(bank) }

  func process(_ chunk: ChunkedRender.Chunk) {
    if position != chunk.begin {
      for stream in 0..<bank.streamLimit { bank.reset(stream, to: render.start) }
      // What it gives is not where its stream would be: the chunk itself goes over it.
      process(chunk, from: 0, chunk.runInCount, isRunIn: true)
    }
    process(chunk, from: chunk.runInCount, chunk.frameCount, isRunIn: false)
    position = chunk.begin + chunk.frameCount
    render.queue.complete(chunk)
  }

  private func process(_ chunk: ChunkedRender.Chunk, from first: Int, _ frameCount: Int, isRunIn: Bool) {
    let streams = 0..<bank.streamLimit
    for begin in Swift.stride(from: 0, to: frameCount, by: RenderJob.blockFrameCount) {
      if render.isAbandoned { return }
      bank.process(
        inputs: streams.map { UnsafePointer(chunk.input.frames($0, from: first + begin).baseAddress) },
        outputs: streams.map { chunk.output.frames($0, from: isRunIn ? 0 : begin).baseAddress },
        frameCount: min(RenderJob.blockFrameCount, frameCount - begin))
    }
  }
}
