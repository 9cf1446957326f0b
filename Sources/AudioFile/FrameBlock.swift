/// A block of interleaved frames, to be filled whole.
typealias FrameBlock = UnsafeMutableBufferPointer<Float>

/// Something that gives frames without end: silence follows what it has.
typealias FrameSource = (FrameBlock) throws(AudioFileError) -> Void

/// A block of frames that is freed with its owner.
final class OwnedFrames {
  let block: FrameBlock

  init(count: Int) {
    block = .allocate(capacity: count)
    block.initialize(repeating: 0)
  }

  deinit { block.deallocate() }
}

extension FrameBlock {
  func scale(by factor: Float) {
    for index in indices { self[index] *= factor }
  }

  /// Puts silence in the place of NaN and infinity. Returns how many there were.
  func silenceNonFinite() -> Int {
    var count = 0
    for index in indices where !self[index].isFinite {
      self[index] = 0
      count += 1
    }
    return count
  }
}
