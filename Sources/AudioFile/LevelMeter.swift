/// The largest magnitude of the samples that went by.
struct LevelMeter {
  private(set) var peak: Float = 0

  mutating func measure(_ samples: FrameBlock) {
    for sample in samples where abs(sample) > peak { peak = abs(sample) }
  }
}
