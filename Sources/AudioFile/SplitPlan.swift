import NeuralAmp

/// Where one file through a recurrent model is cut: chunks one after the other, each of segments that run side by side.
///
/// It depends on the file's length and the model alone, never on how many threads there are.
struct SplitPlan {
  /// Frames that a segment is given before its first, to forget that it began in the middle.
  let runInCount: Int
  /// Frames at a segment's end that the next one begins with too: what the seam between them is measured over.
  let overlapCount: Int
  /// Of a chunk, for each of the file's streams.
  let segmentCount: Int
  /// Of a segment, without run-in and overlap: whole blocks of a job.
  let segmentFrameCount: Int

  /// Frames of a chunk, in and out, in bytes: a segment is to be long beside its run-in.
  private static let chunkByteLimit = 32_000_000
  /// Streams that run side by side at most.
  private static let streamLimit = 32

  var chunkFrameCount: Int { segmentCount * segmentFrameCount }

  /// `nil` for files that are too short to be worth it.
  ///
  /// - Parameters:
  ///   - frameCount: at the model's rate.
  ///   - streamCount: of the file.
  init?(_ model: Model, frameCount: Int, streamCount: Int) {
    let block = RenderJob.blockFrameCount
    runInCount = (model.memoryFrameCount + block - 1) / block * block
    overlapCount = block
    segmentCount = max(1, StreamBank.bestStreamLimit(model, of: Self.streamLimit) / streamCount)
    let frameByteCount =
      MemoryLayout<Float>.stride * streamCount * (model.inputChannelCount + model.outputChannelCount)
    let longest = max(1, Self.chunkByteLimit / frameByteCount / segmentCount)
    // An even number: of two threads none is to wait for the other.
    let chunkCount = 2 * max(1, (frameCount + 2 * segmentCount * longest - 1) / (2 * segmentCount * longest))
    let pieceCount = chunkCount * segmentCount
    segmentFrameCount = ((frameCount + pieceCount - 1) / pieceCount + block - 1) / block * block
    if segmentFrameCount < runInCount { return nil }
  }
}
