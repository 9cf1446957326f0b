/// Frames of some channels, those of each behind one another: what the audio thread hands on. Plain memory without
/// ownership.
struct PlanarFrames {
  /// The first channel's.
  let samples: UnsafeMutablePointer<Float>
  /// From a frame of a channel to the same of the next one.
  let stride: Int
  let channelCount: Int

  /// Silence, to be deallocated.
  ///
  /// - Parameter capacity: in frames.
  static func allocate(channelCount: Int, capacity: Int) -> PlanarFrames {
    let samples = UnsafeMutablePointer<Float>.allocate(capacity: channelCount * capacity)
    samples.initialize(repeating: 0, count: channelCount * capacity)
    return PlanarFrames(samples, stride: capacity, channelCount: channelCount)
  }

  func deallocate() { samples.deallocate() }
}
