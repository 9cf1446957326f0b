import LiveAudio
import Testing

struct ClockRecoveryTests {
  static let cards = [
    (44_100, 256, 100e-6), (44_100, 256, 0), (48_000, 32, 100e-6), (48_000, 64, 0), (96_000, 128, 100e-6),
    (96_000, 256, 0),
  ]

  private func summary(_ cards: TwoCards, until end: Double) -> TwoCardsSummary {
    var (cards, summary) = (cards, TwoCardsSummary())
    cards.run(until: end) { summary.add($0) }
    return summary
  }

  @Test(arguments: cards, [1000e-6, -1000e-6, 0])
  func findsTheRatio(_ card: (Int, Int, Double), _ difference: Double) {
    let cards = TwoCards(rate: card.0, period: card.1, jitter: card.2, difference: difference)
    let summary = summary(cards, until: 22)
    #expect(summary.ratioError(after: 15) < 1)
    #expect(summary.greatestDelayError < Double(ClockRecovery.margin(captureRate: card.0)))
    #expect(summary.leastSpare >= 0)
  }

  @Test(arguments: cards, [200e-6, -200e-6])
  func followsAChange(_ card: (Int, Int, Double), _ change: Double) {
    let cards = TwoCards(
      rate: card.0, period: card.1, jitter: card.2, difference: 100e-6, change: change, at: 20)
    let summary = summary(cards, until: 42)
    #expect(summary.ratioError(after: 35) < 1)
    #expect(summary.greatestDelayError < Double(ClockRecovery.margin(captureRate: card.0)))
    #expect(summary.leastSpare >= 0)
  }

  @Test(arguments: [1000e-6, -1000e-6])
  func holdsForAnHour(_ difference: Double) {
    let cards = TwoCards(rate: 44_100, period: 256, jitter: 100e-6, difference: difference)
    let summary = summary(cards, until: 3600)
    #expect(summary.ratioError(after: 15) < 1)
    #expect(summary.greatestDelayError < Double(ClockRecovery.margin(captureRate: 44_100)))
    #expect(summary.leastSpare >= 0)
  }

  /// Time stamps as late as a USB frame are taken for what they are, not for changes of the clock.
  @Test func lateStampsAreNoChange() {
    let cards = TwoCards(rate: 48_000, period: 64, jitter: 1e-3, difference: 300e-6)
    #expect(summary(cards, until: 60).ratioError(after: 20) < 4)
  }

  /// What counts is how many frames are on the way, not where.
  @Test func framesMayWaitInTheDeviceOrInTheHost() {
    func correction(_ unread: Int) -> Double {
      var recovery = ClockRecovery(captureRate: 48_000, playbackRate: 48_000, target: 100)
      let reading = ClockReading(
        read: 1000 - unread, unread: unread, capturedAt: 20_000_000, written: 1040, unplayed: 40,
        playedAt: 20_000_000, waiting: Double(50 - unread))
      return recovery.correction(reading)
    }
    #expect(correction(0) == correction(30))
    // 90 frames on the way are 10 too few: slower.
    #expect(correction(0) < 1)
  }

  @Test func delayCountsInCaptureFrames() {
    // 480 frames at 48 kHz are 441 at 44.1 kHz.
    var recovery = ClockRecovery(captureRate: 44_100, playbackRate: 48_000, target: 441 + 30)
    let reading = ClockReading(
      read: 1000, unread: 0, capturedAt: 20_000_000, written: 2000, unplayed: 480, playedAt: 20_000_000,
      waiting: 30)
    #expect(abs(recovery.correction(reading) - 1) < 1e-12)
  }

  @Test func resetKeepsTheRatio() {
    var recovery = ClockRecovery(captureRate: 48_000, playbackRate: 48_000, target: 0)
    func reading(_ index: Int, from start: UInt64) -> ClockReading {
      // 500 ppm apart: 48 024 Hz against 48 000 Hz, in periods of 1 ms.
      let time = start + UInt64(index) * 1_000_000
      let captured = Double(index) * 48.024
      return ClockReading(
        read: Int(captured), unread: 0,
        capturedAt: time - UInt64((captured - captured.rounded(.down)) / 48.024e-6),
        written: index * 48, unplayed: 0, playedAt: time, waiting: Double(Int(captured)) - captured)
    }
    for index in 0..<20_000 { _ = recovery.correction(reading(index, from: 1_000_000)) }
    recovery.reset()
    let correction = recovery.correction(reading(0, from: 30_000_000_000))
    #expect(abs(correction - 1.0005) < 2e-6)
  }
}
