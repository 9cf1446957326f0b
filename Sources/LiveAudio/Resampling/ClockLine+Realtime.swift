// Thread: audio.

extension ClockLine {
  /// Begins anew at `count` frames at `time`, with the rate that it has as its first guess.
  @_noLocks @_noAllocation
  mutating func begin(count: Double, time: UInt64) {
    self.count = count
    self.time = time
    weight = 0
    lag = 0
    spread = startingSpread
    meanError = 0
    squaredError = 0
  }

  /// `count` frames were counted at `time`. What was observed before, or nothing new, is left out.
  @_noLocks @_noAllocation
  mutating func observe(count observed: Double, time: UInt64) {
    if time <= self.time { return }
    let seconds = Double(time - self.time) * 1e-9
    let expected = count(at: time)
    let error = observed - expected
    age(by: seconds)
    let determinant = weight * spread - lag * lag
    count = expected + error * spread / determinant
    rate -= error * lag / determinant
    self.time = time
    judge(error / rate, over: seconds)
  }

  /// Frames at `time`, which may lie a little before or after the last observation.
  @_noLocks @_noAllocation
  func count(at time: UInt64) -> Double {
    count + rate * Double(Int64(bitPattern: time &- self.time)) * 1e-9
  }

  /// Whether the errors have been on one side for longer than their scatter explains: the card's clock runs
  /// at another rate than before.
  var isAstray: Bool {
    @_noLocks @_noAllocation get {
      let excess = meanError.magnitude - alarmError
      if excess <= 0 { return false }
      return excess * excess > alarmErrorPerScatter * alarmErrorPerScatter * squaredError
    }
  }

  /// Moves the origin of time on, and has all that was observed count less. Then one observation comes in.
  @_noLocks @_noAllocation
  private mutating func age(by seconds: Double) {
    let decay = memory / (memory + seconds)
    spread = decay * (spread - 2 * seconds * lag + seconds * seconds * weight)
    lag = decay * (lag - seconds * weight)
    weight = decay * weight + 1
  }

  @_noLocks @_noAllocation
  private mutating func judge(_ error: Double, over seconds: Double) {
    meanError += (error - meanError) * seconds / (alarmTime + seconds)
    squaredError += (error * error - squaredError) / weight
  }
}
