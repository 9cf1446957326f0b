import CALSA
import Glibc
import Testing

@testable import LiveAudio

/// Of two cards one fails, or both: it goes on as before, or ends, and no sound breaks off that could fade out.
struct ClockBridgeFailureTests {
  /// Seconds until something happens.
  private static let before = 0.3

  private func expectSameDelay(_ bench: DuplexBench) {
    let tolerance = 25e-6 * Double(bench.device.playback.configuration.rate)
    #expect(abs(bench.delay - bench.bridge!.latency) < tolerance)
    #expect(bench.lastSine.residual < -74)
  }

  /// Ends in silence, without a step on the way there.
  private func expectSoftEnd(_ bench: DuplexBench) {
    #expect(bench.greatestStep() < 1.15)
    #expect(bench.played.contains { abs($0) > 0.49 })
    let queue = bench.layout.periodCount * bench.device.playback.configuration.periodFrameCount
    #expect(bench.played.suffix(queue).allSatisfy { $0 == 0 })
  }

  private func expectEnd(_ bench: DuplexBench, _ end: DuplexEnd, within seconds: Double) {
    #expect(bench.run() == end)
    #expect(bench.device.elapsedSeconds < Self.before + seconds)
    #expect(bench.device.mostCallsAtOnce < 200)
    #expect(bench.device.trace.suffix(2).map(\.description) == ["drop playback", "drop capture"])
  }

  private func bench(_ cards: BenchCards = .apart(500), _ event: @escaping (DuplexBench) -> Void)
    -> DuplexBench
  {
    let bench = DuplexBench(cards)
    unowned let device = bench
    bench.device.at(period: Int(Self.before / (Double(bench.device.periodTime) * 1e-9))) { event(device) }
    return bench
  }

  // MARK: It goes on

  @Test(arguments: ClockBridgeTests.layouts, PCMDirection.allCases)
  func xrun(_ cards: BenchCards, _ direction: PCMDirection) {
    let bench = bench(cards) { $0.device.stream(direction).state = SND_PCM_STATE_XRUN }
    bench.play(seconds: 0.8)
    let isCapture = direction == .capture
    #expect(
      bench.counts == .init(captureXruns: isCapture ? 1 : 0, playbackXruns: isCapture ? 0 : 1, restarts: 2))
    expectSameDelay(bench)
    if isCapture { #expect(bench.greatestStep() < 1.15) }
  }

  /// Capture stands still for a while, and then has all of it at once.
  @Test func starved() {
    let bench = bench { $0.device.capture.stallTime = $0.device.time }
    bench.device.at(period: 350) { [unowned bench] in bench.device.capture.stallTime = .max }
    bench.play(seconds: 2)
    #expect(bench.counts == .init(captureXruns: 2, timeouts: 1, restarts: 4))
    expectSameDelay(bench)
    #expect(bench.greatestStep() < 1.15)
  }

  /// Nobody was there for a while.
  @Test func both() {
    let bench = DuplexBench(BenchCards.apart(500))
    let state = bench.play(seconds: Self.before)
    bench.device.answers[.init(call: .poll)] = [.late(50)]
    bench.play(seconds: 0.5, from: state)
    #expect(bench.counts == .init(captureXruns: 1, playbackXruns: 1, restarts: 2))
    expectSameDelay(bench)
  }

  @Test(arguments: PCMDirection.allCases) func suspend(_ direction: PCMDirection) {
    let bench = bench { $0.device.stream(direction).state = SND_PCM_STATE_SUSPENDED }
    bench.play(seconds: 0.8)
    #expect(bench.counts == .init(suspends: 1, restarts: 2))
    expectSameDelay(bench)
  }

  // MARK: It ends

  @Test(arguments: ClockBridgeTests.layouts) func captureUnplugged(_ cards: BenchCards) {
    let bench = bench(cards) { $0.device.capture.state = SND_PCM_STATE_DISCONNECTED }
    expectEnd(bench, .lost, within: 0.1)
    expectSoftEnd(bench)
  }

  /// A period of which only a part was written is written first.
  @Test func captureUnpluggedBetweenShortWrites() {
    let bench = bench { $0.device.capture.state = SND_PCM_STATE_DISCONNECTED }
    bench.device.answers[.init(call: .write, direction: .playback)] =
      [nil, nil] + (0..<3000).map { .atMost([40, 0, 13][$0 % 3]) }
    expectEnd(bench, .lost, within: 0.1)
    expectSoftEnd(bench)
  }

  /// The thread was away for longer than anything may stand still, and playback had more than that to play.
  @Test func captureUnpluggedMeanwhile() {
    let bench = DuplexBench(.apart(500, 480, periodCount: 16))
    let state = bench.play(periods: 30)
    bench.device.answers[.init(call: .poll)] = [.late(12)]
    bench.device.capture.state = SND_PCM_STATE_DISCONNECTED
    #expect(bench.play(seconds: 1, from: state).title == "ended(DuplexEnd.lost)")
    expectSoftEnd(bench)
  }

  @Test func playbackUnplugged() {
    let bench = bench { $0.device.playback.state = SND_PCM_STATE_DISCONNECTED }
    expectEnd(bench, .lost, within: 0.002)
  }

  @Test(arguments: ClockBridgeTests.layouts) func captureStalled(_ cards: BenchCards) {
    let bench = bench(cards) { $0.device.capture.stallTime = $0.device.time }
    expectEnd(bench, .stalled, within: 0.6)
    expectSoftEnd(bench)
    #expect(bench.counts == .init(captureXruns: 1, timeouts: 3, restarts: 4))
  }

  @Test func playbackStalled() {
    let bench = bench { $0.device.playback.stallTime = $0.device.time }
    expectEnd(bench, .stalled, within: 0.6)
  }

  @Test func captureNeverBegins() {
    let bench = DuplexBench(BenchCards.apart(0))
    bench.device.capture.stallTime = 0
    #expect(bench.run() == .stalled)
    #expect(bench.device.elapsedSeconds < 0.6)
    #expect(bench.counts == .init(timeouts: 3, restarts: 3))
    #expect(bench.statistics.pointee.periodCount.load(ordering: .relaxed) == 0)
    #expect(bench.played.allSatisfy { $0 == 0 })
  }

  @Test(arguments: [ScriptedDevice.Call.available, .read, .stamp])
  func captureFailsEveryTime(_ call: ScriptedDevice.Call) {
    let bench = DuplexBench(BenchCards.apart(0))
    bench.device.lastAnswers[.init(call: call, direction: .capture)] = .code(-Int(EIO))
    #expect(bench.run() == .failed(-EIO))
    #expect(bench.device.elapsedSeconds < 1)
  }

  @Test(arguments: ClockBridgeTests.layouts) func stop(_ cards: BenchCards) {
    let bench = bench(cards) { $0.stop() }
    expectEnd(bench, .stopped, within: 0.1)
    expectSoftEnd(bench)
    #expect(bench.counts == .init())
  }

  /// Asked to stop, and then capture is gone too.
  @Test func unpluggedWhileItFadesOut() {
    let bench = bench { bench in
      bench.stop()
      bench.device.at(period: 230) { bench.device.capture.state = SND_PCM_STATE_DISCONNECTED }
    }
    expectEnd(bench, .lost, within: 0.1)
    expectSoftEnd(bench)
  }

  @Test func stopWithoutCapture() {
    let bench = bench { bench in
      bench.device.capture.stallTime = bench.device.time
      bench.device.at(period: 300) { bench.stop() }
    }
    expectEnd(bench, .stopped, within: 0.3)
    expectSoftEnd(bench)
  }
}
