import CALSA
import Testing

@testable import LiveAudio

/// Between two cards of two clocks the sound arrives as it is, and as late as is said.
struct ClockBridgeTests {
  #if DEBUG
    static let duration = 4.0
  #else
    static let duration = 120.0
  #endif

  /// The periods, the counts and the rates of two cards.
  static let layouts: [BenchCards] = [
    .apart(0), .apart(0, 256, periodCount: 4),
    BenchCards(capture: BenchCard(period: 128), playback: BenchCard(period: 64)),
    BenchCards(capture: BenchCard(period: 48), playback: BenchCard(period: 256)),
    BenchCards(capture: BenchCard(rate: 44_100), playback: BenchCard(), periodCount: 3),
    BenchCards(capture: BenchCard(), playback: BenchCard(rate: 44_100, period: 128)),
    BenchCards(
      capture: BenchCard(isContinuous: true), playback: BenchCard(period: 100, isContinuous: true)),
  ]

  /// Playback frames that a delay may be off by.
  private func tolerance(_ bench: DuplexBench, _ seconds: Double = 25e-6) -> Double {
    seconds * Double(bench.device.playback.configuration.rate)
  }

  private func play(_ cards: BenchCards, seconds: Double = duration) -> DuplexBench {
    let bench = DuplexBench(cards)
    bench.device.timeLimit = 200
    #expect(bench.play(seconds: seconds).title != "ended")
    #expect(bench.counts == .init())
    return bench
  }

  @Test(arguments: layouts, [1000.0, -1000])
  func soundArrives(_ layout: BenchCards, _ ppm: Double) {
    var cards = layout
    (cards.capture.deviation, cards.playback.deviation) = (ppm / 2, -ppm / 2)
    let bench = play(cards)
    #expect(abs(bench.delay - bench.bridge!.latency) < tolerance(bench))
    #expect(abs(bench.lastSine.amplitude - 0.5) < 0.002)
    // Against half of full scale: -80 dBFS.
    #expect(bench.lastSine.residual < -74)
    #expect(abs(bench.pitchError) < max(1, 40 / Self.duration))
    #expect(bench.greatestStep() < 1.02)
    // Faded in by then.
    #expect(bench.greatestBend(from: bench.device.playback.configuration.rate / 8) < 1.02)
  }

  /// What comes in on the second is twice as loud, and in all else the same.
  @Test func channelsStayTogether() {
    var cards = BenchCards.apart(300)
    cards.channelCount = 2
    let bench = play(cards, seconds: 2)
    bench.device.capture.state = SND_PCM_STATE_XRUN
    bench.play(seconds: 0.5, from: .waiting)
    let channels = bench.device.playback.played
    #expect(channels[0].map { 2 * $0 } == channels[1])
    #expect(abs(bench.lastSine.amplitude - 0.5) < 0.002)
  }

  /// However long the one or the other takes until it moves.
  @Test(arguments: [0, 700_000, 3_000_000, 12_000_000, 60_000_000], PCMDirection.allCases)
  func startsWhenBothMove(_ delay: UInt64, _ direction: PCMDirection) {
    var cards = BenchCards.apart(300)
    if direction == .capture { cards.capture.startDelay = delay } else { cards.playback.startDelay = delay }
    let bench = play(cards, seconds: 0.5)
    #expect(abs(bench.delay - bench.bridge!.latency) < tolerance(bench, 40e-6))
    #expect(bench.greatestStep() < 1.02)
  }

  /// Time stamps as late as an interrupt is at times.
  @Test(arguments: [1000.0, -1000]) func lateStamps(_ ppm: Double) {
    var cards = BenchCards.apart(ppm, 128)
    (cards.capture.stamps, cards.playback.stamps) = (.late(100_000), .late(100_000))
    let bench = play(cards)
    #expect(abs(bench.delay - bench.bridge!.latency) < tolerance(bench, ClockRecovery.margin))
    #expect(bench.lastSine.residual < -74)
    #expect(abs(bench.pitchError) < 50)
  }

  /// A device without, or with those of another clock: how far it is into a period is not known then.
  @Test(arguments: [ScriptedClock.Stamps.none, .ahead(1_700_000_000_000_000_000)], [1000.0, -1000])
  func noStamps(_ stamps: ScriptedClock.Stamps, _ ppm: Double) {
    var cards = BenchCards.apart(ppm)
    (cards.capture.stamps, cards.playback.stamps) = (stamps, stamps)
    let bench = play(cards)
    let late = bench.delay - bench.bridge!.latency
    #expect(late > -tolerance(bench, ClockRecovery.margin))
    #expect(late < Double(cards.capture.period) + tolerance(bench, ClockRecovery.margin))
    #expect(abs(bench.pitchError) < 2000)
    #expect(bench.greatestBend(from: bench.device.playback.configuration.rate / 8) < 1.02)
  }

  /// This thread comes so late that playback has all but run dry; what is captured waits in the device.
  @Test(arguments: [1000.0, -1000]) func lateWakeUp(_ ppm: Double) {
    let bench = DuplexBench(.apart(ppm, periodCount: 4))
    var state = bench.play(seconds: 0.3)
    for _ in 0..<20 {
      bench.device.answers[.init(call: .poll)] = [.late(2)]
      state = bench.play(seconds: 0.05, from: state)
    }
    #expect(bench.counts == .init())
    #expect(abs(bench.delay - bench.bridge!.latency) < tolerance(bench))
    #expect(bench.greatestStep() < 1.02)
  }

  /// Some devices give less than they said.
  @Test(arguments: [[7], [64, 5], [1, 63, 0]]) func shortReads(_ pattern: [Int]) {
    let bench = DuplexBench(.apart(0))
    bench.device.answers[.init(call: .read, direction: .capture)] =
      (0..<600).map { .atMost(pattern[$0 % pattern.count]) }
    bench.play(seconds: 0.5)
    #expect(bench.greatestStep() < 1.02)
    #expect(abs(bench.delay - bench.bridge!.latency) < tolerance(bench))
  }

  @Test func shortWrites() {
    let bench = DuplexBench(.apart(0))
    bench.device.answers[.init(call: .write, direction: .playback)] =
      [nil, nil] + (0..<300).map { .atMost([40, 0, 13][$0 % 3]) }
    bench.play(seconds: 0.5)
    #expect(bench.counts == .init())
    #expect(bench.greatestStep() < 1.02)
  }
}
