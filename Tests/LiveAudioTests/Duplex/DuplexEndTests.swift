import CALSA
import Glibc
import Testing

@testable import LiveAudio

/// Where it cannot go on, it ends, in less than two seconds, and does not take a core for itself until then.
struct DuplexEndTests {
  private func expectEnd(
    _ bench: DuplexBench, _ end: DuplexEnd, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let begin = bench.device.elapsedSeconds
    #expect(bench.run() == end, sourceLocation: sourceLocation)
    #expect(bench.device.elapsedSeconds - begin < 2, sourceLocation: sourceLocation)
    #expect(bench.device.mostCallsAtOnce < 200, sourceLocation: sourceLocation)
    let calls = bench.device.trace.suffix(2).map(\.description)
    #expect(calls == ["drop playback", "drop capture"], sourceLocation: sourceLocation)
  }

  @Test(arguments: [
    (ScriptedDevice.Call.available, PCMDirection.capture), (.available, .playback), (.read, .capture),
    (.write, .playback), (.events, .capture), (.events, .playback), (.prepare, .capture),
    (.prepare, .playback), (.start, .capture), (.start, .playback),
  ])
  func unplugged(_ call: ScriptedDevice.Call, _ direction: PCMDirection) {
    let bench = DuplexBench()
    // The silence of a start first.
    let before: [ScriptedDevice.Answer?] = call == .write ? [nil, nil, nil, nil] : []
    bench.device.answers[.init(call: call, direction: direction)] =
      before + [.fault(SND_PCM_STATE_DISCONNECTED)]
    expectEnd(bench, .lost)
  }

  @Test func unpluggedBetweenCalls() {
    let bench = DuplexBench()
    bench.device.at(period: 100) { bench.device.unplug() }
    expectEnd(bench, .lost)
    #expect(bench.device.elapsedPeriods == 100)
  }

  @Test func unpluggedAsleep() {
    let bench = DuplexBench()
    bench.device.at(period: 20) {
      for direction in PCMDirection.allCases {
        bench.device.stream(direction).state = SND_PCM_STATE_SUSPENDED
      }
    }
    bench.device.lastAnswers[.init(call: .resume, direction: .playback)] = .code(-Int(EAGAIN))
    bench.device.at(period: 100) { bench.device.unplug() }
    bench.device.answers[.init(call: .resume, direction: .playback)] =
      Array(repeating: .code(-Int(EAGAIN)), count: 4) + [.code(-Int(ENODEV))]
    expectEnd(bench, .lost)
  }

  /// Three waits in vain.
  @Test(arguments: [0, 10])
  func stalledClock(_ period: Int) {
    let bench = DuplexBench()
    if period == 0 { bench.device.stall() } else { bench.device.at(period: period) { bench.device.stall() } }
    expectEnd(bench, .stalled)
    #expect(bench.counts == .init(timeouts: 3, restarts: 3))
  }

  /// A device that gives a burst after every start, and then nothing; what it has once played for a while is
  /// forgiven.
  @Test(arguments: [(5, true), (150, false)])
  func stalledAfterBursts(_ burst: Int, _ isEnd: Bool) {
    let bench = DuplexBench()
    var state = DuplexState.starting
    for start in 1...3 {
      state = bench.play(periods: start * burst, from: state)
      state = bench.step(.interrupted(.silent))
    }
    #expect(state.title == (isEnd ? "ended(DuplexEnd.stalled)" : "starting"))
  }

  /// The same where poll(2) claims that there is something, or a call does and then there is nothing.
  @Test(arguments: [ScriptedDevice.Call.poll, .available, .read, .write])
  func stalledClockOfALiar(_ call: ScriptedDevice.Call) {
    let bench = DuplexBench()
    bench.play(periods: 10)
    bench.device.stall()
    bench.device.lastAnswers[.init(call: .poll)] = .code(2)
    bench.device.lastAnswers[.init(call: .events, direction: .capture)] = .events(POLLIN)
    bench.device.lastAnswers[.init(call: .events, direction: .playback)] = .events(POLLOUT)
    if call == .available {
      for direction in PCMDirection.allCases {
        bench.device.lastAnswers[.init(call: .available, direction: direction)] = .code(96)
      }
    }
    if call == .read { bench.device.lastAnswers[.init(call: .available, direction: .playback)] = .code(96) }
    if call == .write { bench.device.lastAnswers[.init(call: .available, direction: .capture)] = .code(96) }
    expectEnd(bench, .stalled)
  }

  @Test(arguments: [ScriptedDevice.Call.prepare, .start], PCMDirection.allCases)
  func neverStarts(_ call: ScriptedDevice.Call, _ direction: PCMDirection) {
    let bench = DuplexBench()
    bench.device.lastAnswers[.init(call: call, direction: direction)] = .code(-Int(EIO))
    expectEnd(bench, .failed(-EIO))
    #expect(bench.counts == .init(restarts: 0))
  }

  /// Those errors that have a way out of their own must not lead round in circles.
  @Test(arguments: [EPIPE, ESTRPIPE], [ENOSYS, EAGAIN, 0])
  func neverStartsButTellsAnotherReason(_ code: Int32, _ resume: Int32) {
    let bench = DuplexBench()
    bench.device.lastAnswers[.init(call: .prepare, direction: .playback)] = .code(-Int(code))
    bench.device.lastAnswers[.init(call: .resume, direction: .playback)] = .code(-Int(resume))
    expectEnd(bench, code == EPIPE ? .outrun : .stalled)
  }

  @Test(arguments: [
    (ScriptedDevice.Call.available, PCMDirection.capture), (.available, .playback), (.read, .capture),
    (.events, .capture), (.events, .playback),
  ])
  func failsEveryTime(_ call: ScriptedDevice.Call, _ direction: PCMDirection) {
    let bench = DuplexBench()
    bench.device.lastAnswers[.init(call: call, direction: direction)] = .code(-Int(EIO))
    expectEnd(bench, .failed(-EIO))
    #expect(bench.counts == .init(restarts: 26))
  }

  /// An error of poll(2) that no ALSA call explains.
  @Test(arguments: [POLLERR, POLLNVAL, POLLHUP])
  func pollErrorForEver(_ event: Int32) {
    let bench = DuplexBench()
    bench.device.lastAnswers[.init(call: .events, direction: .capture)] = .events(event)
    expectEnd(bench, .outrun)
  }

  /// A device without room for the silence that a start begins with.
  @Test func noRoom() {
    let bench = DuplexBench()
    bench.device.lastAnswers[.init(call: .write, direction: .playback)] = .code(-Int(EAGAIN))
    expectEnd(bench, .stalled)
    #expect(bench.counts == .init(timeouts: 3, restarts: 0))
  }
}
