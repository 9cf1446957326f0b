/// The largest magnitude of the samples that went by, and how many were not numbers.
struct LevelMeter {
  private(set) var peak: Float = 0
  private(set) var nonFiniteCount = 0

  mutating func measure(_ samples: FrameBlock) {
    for sample in samples {
      let magnitude = abs(sample)
      if magnitude > peak && magnitude.isFinite { peak = magnitude }
      if !magnitude.isFinite { nonFiniteCount += 1 }
    }
  }
}
