/// Frames of the streams of one file: those of each behind one another, a stream after the other.
///
/// A stream has as many of the file's channels as the model takes, or what the model makes of them.
final class StreamBlocks {
  let streamCount: Int
  /// Of a stream.
  let channelCount: Int
  /// For each stream, in frames.
  let capacity: Int
  private let samples: OwnedFrames

  init(streamCount: Int, channelCount: Int, capacity: Int) {
    self.streamCount = streamCount
    self.channelCount = channelCount
    self.capacity = capacity
    samples = OwnedFrames(count: streamCount * channelCount * capacity)
  }

  var byteCount: Int { samples.block.count * MemoryLayout<Float>.stride }

  func fits(streamCount: Int, channelCount: Int, capacity: Int) -> Bool {
    self.streamCount == streamCount && self.channelCount == channelCount && self.capacity >= capacity
  }

  /// Of one stream, from a frame on.
  func frames(_ stream: Int, from first: Int = 0) -> FrameBlock {
    let begin = (stream * capacity + first) * channelCount
    return FrameBlock(rebasing: samples.block[begin..<(stream + 1) * capacity * channelCount])
  }

  /// From the file's interleaved channels: frames from `first` on.
  func separate(_ file: FrameBlock, to first: Int) {
    forEachSample(of: file, from: first) { frames, index, sample in frames[index] = file[sample] }
  }

  /// To the file's interleaved channels: frames from `first` on, as many as `file` has room for.
  func interleave(from first: Int, into file: FrameBlock) {
    forEachSample(of: file, from: first) { frames, index, sample in file[sample] = frames[index] }
  }

  /// Where each sample is: in a stream's frames, and in the file's.
  @inline(__always)
  private func forEachSample(
    of file: FrameBlock, from first: Int, _ body: (_ frames: FrameBlock, _ index: Int, _ sample: Int) -> Void
  ) {
    let width = streamCount * channelCount
    for stream in 0..<streamCount {
      let frames = frames(stream, from: first)
      for channel in 0..<channelCount {
        var index = channel
        for sample in Swift.stride(from: stream * channelCount + channel, to: file.count, by: width) {
          body(frames, index, sample)
          index += channelCount
        }
      }
    }
  }

  /// Takes over frames of all streams, from `first` on, as its own first ones.
  func copy(_ other: StreamBlocks, from first: Int, frameCount: Int) {
    for stream in 0..<streamCount {
      let source = other.frames(stream, from: first)[..<(frameCount * channelCount)]
      _ = frames(stream).update(fromContentsOf: source)
    }
  }
}
