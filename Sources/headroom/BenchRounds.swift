import CRealtime

/// Rounds: each takes a slice of about 1 ms of every track of every model, so that a machine that slows down
/// or is disturbed does it to all alike.
struct BenchRounds {
  /// Enough for a median.
  private static let leastCount = 5

  let lanes: [BenchLane]
  private(set) var count = 0
  /// What they took.
  private(set) var seconds = 0.0

  init(_ lanes: [BenchLane]) { self.lanes = lanes }

  /// - Parameters:
  ///   - wanted: for how long, in seconds; the round that is going on then is the last.
  ///   - progress: told now and then which part is done, 0 to 1.
  mutating func run(for wanted: Double, progress: (Double) -> Void) throws(Interrupted) {
    // As audio hosts set it; without it a block pays for setting and restoring the mode, which is
    // felt in blocks of a few frames.
    let mode = headroom_fp_mode_enter()
    defer { headroom_fp_mode_restore(mode) }
    for lane in lanes {
      progress(0)
      try lane.prepare()
    }
    let begin = BenchClock.now
    while seconds < wanted || count < Self.leastCount {
      progress(min(seconds / wanted, Double(count) / Double(Self.leastCount)))
      for lane in lanes { try lane.measure() }
      count += 1
      seconds = (BenchClock.now - begin) / 1e9
    }
  }
}
