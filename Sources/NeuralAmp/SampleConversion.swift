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
    let highest = Int32(truncatingIfNeeded: (Int64(1) << (bitCount - 1)) - 1)
    let shift = Int32(32 - bitCount)
    for index in 0..<count {
      target[index] = quantize(source[index], scale: scale, highest: highest) &<< shift
    }
    return clippedCount(source, count)
  }

  @_noLocks @_noAllocation
  private static func clippedCount(_ source: UnsafePointer<Float>, _ count: Int) -> Int {
    // Magnitudes are in the order of their bits, and as integers they are compared in vectors.
    var largest: Int32 = 0
    for index in 0..<count {
      let magnitude = Int32(bitPattern: source[index].magnitude.bitPattern)
      largest = largest < magnitude ? magnitude : largest
    }
    if largest <= Int32(bitPattern: Float(1).bitPattern) { return 0 }
    var clipped = 0
    for index in 0..<count { clipped += source[index].magnitude > 1 ? 1 : 0 }
    return clipped
  }

  /// Without branches, and with masks of one width: so loops around it become vectors.
  @_noLocks @_noAllocation @inline(__always)
  private static func quantize(_ sample: Float, scale: Double, highest: Int32) -> Int32 {
    let number = sample == sample ? sample : 0
    let above = number > -1 ? number : -1
    let clipped = above < 1 ? above : 1
    // In double every 32-bit integer is exact. Where the unit in the last place is 1, adding rounds, ties to even, and
    // leaves the integer in the lowest bits.
    let bits = (Double(clipped) * scale + 0x1.8p52).bitPattern
    let integer = Int32(truncatingIfNeeded: bits)
    // 1 is one more than there is, and so is what rounds up to it.
    let below = integer < highest ? integer : highest
    return clipped < 1 ? below : highest
  }
}
