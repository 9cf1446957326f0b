// Thread: audio.

/// The peak of a block in all its channels, and how often it was at full scale.
struct PeakMeter {
  /// Of a 16-bit converter: what it gives when it clips, on the positive side.
  static var largestInteger: Float { @_noLocks @_noAllocation get { 32767.0 / 32768 } }

  private(set) var peak: Float = 0
  /// Samples of a magnitude of full scale and more.
  private(set) var clipCount = 0

  /// As an integer: of floats that are not negative the bit patterns are in the same order.
  var peakBits: Int {
    @_noLocks @_noAllocation get { Int(peak.bitPattern) }
  }

  /// NaN counts as nothing.
  @_noLocks @_noAllocation
  init(_ block: PlanarFrames, frameCount: Int, fullScale: Float) {
    for index in 0..<block.channelCount {
      let samples = block.channel(index)
      for frame in 0..<frameCount {
        let magnitude = samples[frame].magnitude
        if magnitude > peak { peak = magnitude }
        if magnitude >= fullScale { clipCount += 1 }
      }
    }
  }
}
