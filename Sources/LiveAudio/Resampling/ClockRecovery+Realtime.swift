// Thread: audio.

extension ClockRecovery {
  /// Takes in a period's reading; the correction to pull its frames with.
  ///
  /// - Returns: capture frames per playback frame to the nominal ratio, 1 ± ``RateConverter/maximumCorrection``.
  @_noLocks @_noAllocation
  package mutating func correction(_ reading: ClockReading) -> Double {
    let error = -shortfall(reading) / captureRate
    let deviation = capture.rate / playback.rate / nominalRatio * (1 + gain * error) - 1
    return 1 + (deviation > limit ? limit : deviation < -limit ? -limit : deviation)
  }

  /// Takes in a reading; capture frames that the delay is less than the target.
  @_noLocks @_noAllocation
  package mutating func shortfall(_ reading: ClockReading) -> Double {
    follow(reading)
    return target - delay(reading, ratio: capture.rate / playback.rate)
  }

  /// Has the next reading begin both lines anew: after an xrun, when the counts have lost their meaning. The
  /// rates are kept as the first guess.
  @_noLocks @_noAllocation
  package mutating func reset() {
    age = nil
  }

  @_noLocks @_noAllocation
  private mutating func follow(_ reading: ClockReading) {
    let captured = Double(reading.read + reading.unread)
    let played = Double(reading.written - reading.unplayed)
    guard let age else {
      capture.begin(count: captured, time: reading.capturedAt)
      playback.begin(count: played, time: reading.playedAt)
      self.age = 0
      return
    }
    let before = playback.time
    capture.observe(count: captured, time: reading.capturedAt)
    playback.observe(count: played, time: reading.playedAt)
    let older = age + Double(playback.time - before) * 1e-9
    self.age = older < capture.memory ? older : capture.memory
    if older < settlingTime { return }
    if capture.isAstray { startOver() } else if playback.isAstray { startOver() }
  }

  /// Both lines, though only one has left its card: lines of the same age treat the system's clock alike.
  @_noLocks @_noAllocation
  private mutating func startOver() {
    capture.begin(count: capture.count, time: capture.time)
    playback.begin(count: playback.count, time: playback.time)
    age = 0
  }

  /// From capture to playback, in capture frames.
  @_noLocks @_noAllocation
  private func delay(_ reading: ClockReading, ratio: Double) -> Double {
    let captured = capture.count(at: reading.playedAt)
    let played = playback.count(at: reading.playedAt)
    return captured - Double(reading.read) + reading.waiting + (Double(reading.written) - played) * ratio
  }

  /// What part of a wrong delay to correct in a second: the better it is known, the less noise it brings,
  /// but the less there is left to correct.
  private var gain: Double {
    @_noLocks @_noAllocation get {
      guard let age, age * greatestGain > haste else { return greatestGain }
      return haste / age
    }
  }
}
