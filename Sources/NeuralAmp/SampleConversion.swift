/// Between the float samples that a network works with and the integers that files and devices hold.
///
/// Full scale is ±1: an integer of b bits is its value divided by 2^(b-1), so that reading an integer file
/// and writing it again gives the same integers, up to the 24 bits that a float holds.
///
/// Thread: audio.
public enum SampleConversion {
  /// Rounds samples to integers of `bitCount` bits (ties to even), left-justified in 32 bits, as libsndfile
  /// and ALSA take them. What is beyond full scale is clipped to it, never wrapped; NaN becomes 0.
  ///
  /// - Returns: how many samples were beyond ±1.
  /// - Precondition: `bitCount` is in 1...32.
  @_noLocks @_noAllocation
  public static func quantize(
    _ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Int32>, count: Int, bitCount: Int
  ) -> Int {
    require(bitCount >= 1, "quantize: bitCount is below 1")
    require(bitCount <= 32, "quantize: bitCount is above 32")
    let scale = Double(Int64(1) << (bitCount - 1))
    let shift = 32 - bitCount
    var clippedCount = 0
    for index in 0..<count {
      let sample = source[index]
      if sample > 1 || sample < -1 { clippedCount += 1 }
      target[index] = quantize(Double(sample), scale: scale) << shift
    }
    return clippedCount
  }

  @_noLocks @_noAllocation @inline(__always)
  private static func quantize(_ sample: Double, scale: Double) -> Int32 {
    // In double every 32-bit integer is exact. The comparisons are false for NaN, which leaves 0.
    let scaled = sample * scale
    if scaled >= scale - 1 { return Int32(scale - 1) }
    if scaled <= -scale { return Int32(-scale) }
    // Where the unit in the last place is 1, adding rounds, ties to even: no call into libm.
    let units = 0x1.8p52
    return scaled == scaled ? Int32((scaled + units) - units) : 0
  }
}
