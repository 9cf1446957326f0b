/// The frames of a file at the model's rate, then silence without end.
final class RenderInput {
  let frames: InputFrames
  private let resampler: Resampler?
  private let block: OwnedFrames
  /// Of `block`, what is not resampled yet.
  private var rest: FrameBlock

  /// - Parameter resampler: from the file's rate to the model's; `nil` where they are the same.
  init(_ frames: InputFrames, _ resampler: Resampler?) {
    self.frames = frames
    self.resampler = resampler
    block = OwnedFrames(
      count: resampler.map { RenderJob.blockFrameCount * $0.shape.channelCount } ?? 0)
    rest = FrameBlock(rebasing: block.block[..<0])
  }

  /// Fills `target` with the next frames.
  func fill(_ target: FrameBlock) throws(AudioFileError) {
    guard let resampler else { return try frames.fill(target) }
    let channelCount = resampler.shape.channelCount
    var target = target
    while !target.isEmpty {
      if rest.isEmpty {
        try frames.fill(block.block)
        rest = block.block
      }
      let done: (readCount: Int, writtenCount: Int)
      do throws(AudioFileError.Problem) {
        done = try resampler.convert(rest, into: target)
      } catch {
        throw AudioFileError(path: frames.path, problem: error)
      }
      rest = FrameBlock(rebasing: rest[(done.readCount * channelCount)...])
      target = FrameBlock(rebasing: target[(done.writtenCount * channelCount)...])
    }
  }
}
