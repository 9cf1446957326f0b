/// A block of interleaved frames, to be filled whole.
typealias FrameBlock = UnsafeMutableBufferPointer<Float>

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

  /// NaN where there is one.
  var largestMagnitude: Float {
    // Magnitudes are in the order of their bits, and those of integers are compared in vectors.
    var largest: Int32 = 0
    for index in indices { largest = Swift.max(largest, Int32(bitPattern: self[index].magnitude.bitPattern)) }
    return Float(bitPattern: UInt32(bitPattern: largest))
  }

  /// Puts silence in the place of NaN and infinity. Returns how many there were.
  func silenceNonFinite() -> Int {
    if largestMagnitude.isFinite { return 0 }
    var count = 0
    for index in indices where !self[index].isFinite {
      self[index] = 0
      count += 1
    }
    return count
  }
}
