import CALSA

/// What a live host does, without anything that makes it good: waits for both directions and copies.
final class TestHost {
  enum Stop: Equatable {
    case timeout
    /// The state that a direction was found in.
    case error(snd_pcm_state_t)
  }

  let capture: TestPCM
  let playback: TestPCM
  /// Everything that came in, interleaved.
  private(set) var captured: [Int32] = []

  init(capture: TestPCM, playback: TestPCM) {
    self.capture = capture
    self.playback = playback
  }

  convenience init(
    _ name: String, period: Int = 64, periods: Int = 2,
    access: snd_pcm_access_t = SND_PCM_ACCESS_RW_INTERLEAVED
  ) throws {
    self.init(
      capture: try TestPCM(
        name, SND_PCM_STREAM_CAPTURE, period: period, periods: periods, access: access),
      playback: try TestPCM(
        name, SND_PCM_STREAM_PLAYBACK, period: period, periods: periods, access: access))
  }

  /// Fills the output with `silence` and starts both.
  func start(silence: Int32 = 0) throws {
    try capture.prepare()
    try playback.prepare()
    try playback.write([Int32](repeating: silence, count: 2 * playback.period * playback.periods))
    try playback.start()
    try capture.start()
  }

  /// Copies period by period. Gives how many it did, and what kept it from the others.
  func run(periods: Int, timeout: Int32 = 1000) throws -> (done: Int, stop: Stop?) {
    for done in 0..<periods {
      if let stop = try wait(timeout: timeout) { return (done, stop) }
      let block = try capture.read(frames: capture.period)
      captured += block
      try playback.write(block)
    }
    return (periods, nil)
  }

  /// Until both are ready.
  func wait(timeout: Int32 = 1000) throws -> Stop? {
    var waiting = [capture, playback]
    while !waiting.isEmpty {
      for side in waiting {
        guard let events = try side.poll(milliseconds: timeout) else { return .timeout }
        if events.contains(.error) { return .error(side.state) }
        if events.isReady { waiting.removeAll { $0 === side } }
      }
    }
    return nil
  }
}
