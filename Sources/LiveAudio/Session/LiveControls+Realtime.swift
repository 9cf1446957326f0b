import Synchronization

// Thread: any.

extension LiveControls {
  /// Where the audio thread's ramps are to go.
  struct Settings {
    let inputGain: Float
    /// 1 through the amp, 0 past it.
    let wetness: Float
    /// The output gain, or silence.
    let level: Float

    @_noLocks @_noAllocation
    init(inputGain: Float, wetness: Float, level: Float) {
      self.inputGain = inputGain
      self.wetness = wetness
      self.level = level
    }
  }

  @_noLocks @_noAllocation
  func settings() -> Settings {
    let gain = Float(bitPattern: outputGain.load(ordering: .relaxed))
    return Settings(
      inputGain: Float(bitPattern: inputGain.load(ordering: .relaxed)),
      wetness: isBypassed.load(ordering: .relaxed) ? 0 : 1,
      level: isMuted.load(ordering: .relaxed) ? 0 : gain)
  }
}
