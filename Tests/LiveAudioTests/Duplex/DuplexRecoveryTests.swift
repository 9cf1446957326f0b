import CALSA
import Glibc
import Testing

@testable import LiveAudio

/// Whatever goes wrong, the streams are started anew in the same way, and play with the same latency as before.
struct DuplexRecoveryTests {
  private static let period = DuplexBench.period
  private static let layouts = [
    DuplexBench.Layout(access: .interleaved, periodCount: 2, roomCount: 2),
    DuplexBench.Layout(access: .planar, periodCount: 2, roomCount: 4),
    DuplexBench.Layout(access: .mappedInterleaved, periodCount: 3, roomCount: 3, isLinked: true),
  ]

  /// A call in whose midst something happens.
  struct Place: CustomTestStringConvertible {
    let call: ScriptedDevice.Call
    let direction: PCMDirection
    var testDescription: String { "\(call) \(direction)" }

    /// As the layout's access has it.
    func step(_ layout: DuplexBench.Layout) -> ScriptedDevice.Step {
      let isMapped = layout.access == .mappedInterleaved
      let call: ScriptedDevice.Call =
        switch call {
        case .read, .write: isMapped ? .map : call
        default: call
        }
      return ScriptedDevice.Step(call: call, direction: direction)
    }
  }

  private static let places = [
    Place(call: .events, direction: .capture), Place(call: .events, direction: .playback),
    Place(call: .available, direction: .capture), Place(call: .available, direction: .playback),
    Place(call: .read, direction: .capture), Place(call: .write, direction: .playback),
  ]

  /// After ten periods; then on to forty.
  private func bench(
    _ layout: DuplexBench.Layout, _ place: Place, _ answer: ScriptedDevice.Answer
  ) -> (DuplexBench, end: DuplexState, traceIndex: Int) {
    let bench = DuplexBench(layout)
    let before = bench.play(periods: 10)
    bench.device.answers[place.step(layout)] = [answer]
    let index = bench.device.trace.count
    return (bench, bench.play(periods: 40, from: before), index)
  }

  private func startCalls(_ layout: DuplexBench.Layout) -> [String] {
    ["drop playback", "drop capture", "prepare playback", "prepare capture"]
      + (layout.isLinked ? [] : ["start capture"]) + ["start playback"]
  }

  private func expectSameLatency(_ bench: DuplexBench, starts: Int) {
    let expected = (bench.layout.periodCount - 1) * Self.period
    #expect(bench.device.queuedAtFirstRead == [Int](repeating: expected, count: starts))
    #expect(bench.device.playback.queuedCount == bench.layout.periodCount * Self.period)
  }

  @Test(arguments: layouts, places)
  func xrun(_ layout: DuplexBench.Layout, _ place: Place) {
    let (bench, end, index) = bench(layout, place, .fault(SND_PCM_STATE_XRUN))
    #expect(end.title == "waiting")
    #expect(bench.calls([.drop, .prepare, .start, .resume, .sleep], from: index) == startCalls(layout))
    let isCapture = place.direction == .capture
    #expect(
      bench.counts == .init(captureXruns: isCapture ? 1 : 0, playbackXruns: isCapture ? 0 : 1, restarts: 2))
    expectSameLatency(bench, starts: 2)
  }

  /// Time passes, and nobody is there.
  @Test(arguments: layouts)
  func realXrun(_ layout: DuplexBench.Layout) {
    let (bench, end, index) = bench(layout, .init(call: .poll, direction: .capture), .late(0))
    #expect(end.title == "waiting")
    #expect(bench.calls([.drop], from: index) == [])
    bench.device.answers[.init(call: .poll)] = [.late(20)]
    bench.play(periods: 60, from: .waiting)
    #expect(bench.counts == .init(captureXruns: 1, playbackXruns: 1, restarts: 2))
    expectSameLatency(bench, starts: 2)
  }

  @Test func lengthOfAnXrunIsTheLonger() {
    let bench = DuplexBench()
    bench.play(periods: 10)
    (bench.device.capture.xrunLength, bench.device.playback.xrunLength) = (3_000_000, 5_000_000)
    bench.device.capture.state = SND_PCM_STATE_XRUN
    bench.play(periods: 20, from: .waiting)
    #expect(bench.statistics.pointee.longestXrun.load(ordering: .relaxed) == 5_000_000)
  }

  /// State by state: the first failure is answered at once.
  @Test func statesOfAnXrun() {
    let bench = DuplexBench()
    bench.play(periods: 10)
    let time = bench.device.time
    bench.device.playback.state = SND_PCM_STATE_XRUN
    let interrupted = bench.step(.waiting)
    #expect(interrupted.title == "interrupted(xrun)")
    #expect(bench.step(interrupted).title == "starting")
    #expect(bench.step(.starting).title == "waiting")
    #expect(bench.device.time == time)
    #expect(bench.step(.waiting).title == "moving")
  }

  /// Silence, the periods before, silence, the periods after: nothing twice, nothing from before the failure.
  @Test func soundGoesOnAfterSilence() {
    let bench = DuplexBench()
    bench.play(periods: 10)
    bench.device.capture.state = SND_PCM_STATE_XRUN
    bench.play(periods: 60, from: .waiting)
    let played = bench.device.playback.played[0]
    let captured = (0..<60 * Self.period).map(ScriptedStream.sample)
    #expect(Array(played[2 * Self.period..<12 * Self.period]) == Array(captured[..<(10 * Self.period)]))
    #expect(played[12 * Self.period..<14 * Self.period].allSatisfy { $0 == 0 })
    // Faded in for 20 ms.
    let after = played[(14 * Self.period)...]
    #expect(zip(after, captured[(10 * Self.period)...]).allSatisfy { abs($0) <= abs($1) })
    #expect(after.first! == 0 || after.first! < captured[10 * Self.period] * 0.001)
    #expect(Array(after.dropFirst(20 * Self.period)) == Array(captured[(30 * Self.period)...]))
  }

  /// A period of which only a part was read or written when it happened is gone.
  @Test(arguments: [ScriptedDevice.Call.read, .write])
  func halfAPeriodIsForgotten(_ call: ScriptedDevice.Call) {
    let bench = DuplexBench()
    bench.play(periods: 10)
    let direction = call == .read ? PCMDirection.capture : .playback
    bench.device.answers[.init(call: call, direction: direction)] = [.atMost(20), .fault(SND_PCM_STATE_XRUN)]
    bench.play(periods: 60, from: .waiting)
    #expect(bench.counts.restarts == 2)
    expectSameLatency(bench, starts: 2)
    let lost = call == .read ? 20 : Self.period
    let played = bench.device.playback.played[0]
    let end = played.suffix(10 * Self.period)
    let first = 50 * Self.period + lost
    #expect(Array(end) == (first..<first + 10 * Self.period).map(ScriptedStream.sample))
  }

  @Test(arguments: layouts, places)
  func suspend(_ layout: DuplexBench.Layout, _ place: Place) {
    let (bench, end, index) = bench(layout, place, .fault(SND_PCM_STATE_SUSPENDED))
    #expect(end.title == "waiting")
    let resumes = ["resume playback"] + (layout.isLinked ? [] : ["resume capture"])
    #expect(
      bench.calls([.drop, .prepare, .start, .resume, .sleep], from: index) == resumes + startCalls(layout))
    #expect(bench.counts == .init(suspends: 1, restarts: 2))
    expectSameLatency(bench, starts: 2)
  }

  /// The kernel asks for patience so many times.
  @Test(arguments: [0, 1, 10, 25])
  func resumesInTheEnd(_ attempts: Int) {
    let bench = DuplexBench()
    bench.play(periods: 10)
    for direction in PCMDirection.allCases { bench.device.stream(direction).state = SND_PCM_STATE_SUSPENDED }
    let patience = [ScriptedDevice.Answer?](repeating: .code(-Int(EAGAIN)), count: attempts)
    bench.device.answers[.init(call: .resume, direction: .playback)] = patience + [.code(0)]
    bench.device.answers[.init(call: .resume, direction: .capture)] = [.code(0)]
    bench.play(periods: 20, from: .waiting)
    #expect(bench.counts == .init(suspends: 1, restarts: 2))
    #expect(bench.calls([.sleep]).count == attempts)
    expectSameLatency(bench, starts: 2)
  }

  /// A driver that never gets it done may still be started anew.
  @Test func neverResumes() {
    let bench = DuplexBench()
    bench.play(periods: 10)
    bench.device.capture.state = SND_PCM_STATE_SUSPENDED
    bench.device.lastAnswers[.init(call: .resume, direction: .playback)] = .code(-Int(EAGAIN))
    bench.play(periods: 20, from: .waiting)
    #expect(bench.counts == .init(suspends: 1, timeouts: 1, restarts: 2))
    #expect(bench.device.elapsedSeconds < 1)
    expectSameLatency(bench, starts: 2)
  }

  @Test(arguments: [ScriptedDevice.Call.prepare, .start], PCMDirection.allCases)
  func startsAtLast(_ call: ScriptedDevice.Call, _ direction: PCMDirection) {
    let bench = DuplexBench()
    bench.device.answers[.init(call: call, direction: direction)] = Array(
      repeating: .code(-Int(EIO)), count: 20)
    bench.play(periods: 10)
    #expect(bench.counts == .init())
    // A pause after each but the first.
    #expect(bench.calls([.sleep]).count == 19)
    expectSameLatency(bench, starts: 1)
  }

  /// Failures do not add up over the hours.
  @Test func everyMovedPeriodForgivesFailures() {
    let bench = DuplexBench()
    var state = DuplexState.starting
    for failure in 1...100 {
      state = bench.play(periods: 3 * failure, from: state)
      bench.device.playback.state = SND_PCM_STATE_XRUN
    }
    #expect(state.title == "waiting")
    #expect(bench.counts == .init(playbackXruns: 99, restarts: 100))
    #expect(bench.calls([.sleep]).isEmpty)
    #expect(bench.device.queuedAtFirstRead == Array(repeating: Self.period, count: 100))
  }
}
