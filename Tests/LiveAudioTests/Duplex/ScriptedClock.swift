/// How the hardware of one direction of a ``ScriptedDevice`` moves.
struct ScriptedClock {
  enum Stamps {
    case exact
    case none
    /// Up to so many ns late, never twice the same.
    case late(UInt64)
    /// Of a clock that is so many ns ahead.
    case ahead(UInt64)
  }

  /// Frames in a second.
  var rate: Double
  /// Its position is known frame by frame, not only at the end of a period.
  var isContinuous = false
  /// ns from the start until it moves.
  var startDelay: UInt64 = 0
  var stamps = Stamps.exact

  /// Where it is.
  func frame(_ time: UInt64, since start: UInt64, period: Int) -> Int {
    let step = isContinuous ? 1 : period
    return Int(steps(time, since: start, of: step)) * step
  }

  /// When the current period ends, which wakes who polls.
  func periodEnd(_ time: UInt64, since start: UInt64, period: Int) -> UInt64 {
    self.time(of: (Int(steps(time, since: start, of: period)) + 1) * period, since: start)
  }

  func stamp(of frame: Int, since start: UInt64) -> UInt64 {
    let time = time(of: frame, since: start)
    switch stamps {
    case .exact: return time
    case .none: return 0
    case .late(let most): return time + UInt64(truncatingIfNeeded: frame &* 0x9E37_79B9) % most
    case .ahead(let lead): return time + lead
    }
  }

  /// A little more than is there, so that a frame's time is not before the frame.
  private func steps(_ time: UInt64, since start: UInt64, of count: Int) -> Double {
    let begin = start + startDelay
    return time <= begin ? 0 : Double(time - begin) * 1e-9 * rate / Double(count) + 1e-6
  }

  private func time(of frame: Int, since start: UInt64) -> UInt64 {
    start + startDelay + UInt64((Double(frame) * 1e9 / rate - 1e-3).rounded(.up))
  }
}
