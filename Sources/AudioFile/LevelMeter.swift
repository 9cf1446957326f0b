/// The largest magnitude of the samples that went by.
struct LevelMeter {
  private(set) var peak: Float = 0

  /// - Parameter samples: finite or infinite.
  mutating func measure(_ samples: FrameBlock) {
    peak = max(peak, samples.largestMagnitude)
  }
}
