/// Frames at the model's rate to a file, until it has all that it is to have.
final class RenderOutput {
  /// What is written, before it is clipped.
  private(set) var meter = LevelMeter()
  private(set) var writtenFrameCount = 0
  let frameCount: Int

  private let writer: AudioFileWriter
  private let channelCount: Int
  private let gain: Float
  private let resampler: Resampler?
  private let block: OwnedFrames

  /// - Parameters:
  ///   - frameCount: of the file.
  ///   - gain: a factor.
  ///   - resampler: from the model's rate to the file's; `nil` where they are the same.
  init(
    _ writer: AudioFileWriter, channelCount: Int, frameCount: Int, gain: Float, _ resampler: Resampler?
  ) {
    self.writer = writer
    self.channelCount = channelCount
    self.frameCount = frameCount
    self.gain = gain
    self.resampler = resampler
    block = OwnedFrames(count: resampler == nil ? 0 : RenderJob.blockFrameCount * channelCount)
  }

  var isComplete: Bool { writtenFrameCount == frameCount }

  /// Samples that were beyond full scale.
  var clippedCount: Int { writer.clippedCount }

  /// - Parameter frames: interleaved; the gain is applied in place.
  func write(_ frames: FrameBlock) throws(AudioFileError) {
    if isComplete { return }
    guard let resampler else { return try put(frames) }
    var rest = frames
    var writtenCount = 0
    // What is left in a full block comes without more input.
    repeat {
      let done: (readCount: Int, writtenCount: Int)
      do throws(AudioFileError.Problem) {
        done = try resampler.convert(rest, into: block.block)
      } catch {
        throw AudioFileError(path: writer.path, problem: error)
      }
      rest = FrameBlock(rebasing: rest[(done.readCount * channelCount)...])
      writtenCount = done.writtenCount
      try put(FrameBlock(rebasing: block.block[..<(writtenCount * channelCount)]))
    } while !isComplete && (!rest.isEmpty || writtenCount == RenderJob.blockFrameCount)
  }

  /// Completes what is in the file.
  func finish() throws(AudioFileError) -> FinishedFile { try writer.finish() }

  /// Frames at the file's rate; those beyond its end are left out.
  private func put(_ frames: FrameBlock) throws(AudioFileError) {
    let count = min(frames.count / channelCount, frameCount - writtenFrameCount)
    let frames = FrameBlock(rebasing: frames[..<(count * channelCount)])
    if gain != 1 { frames.scale(by: gain) }
    meter.measure(frames)
    try writer.write(UnsafeBufferPointer(frames))
    writtenFrameCount += count
  }
}
