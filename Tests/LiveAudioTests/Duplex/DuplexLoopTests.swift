import CALSA
import Glibc
import Testing

@testable import LiveAudio

/// What the audio thread does as long as nothing goes wrong.
struct DuplexLoopTests {
  static let layouts: [DuplexBench.Layout] =
    PCMAccess.allCases.map { DuplexBench.Layout(access: $0, periodCount: 2, roomCount: 2) } + [
      DuplexBench.Layout(access: .mappedInterleaved, periodCount: 3, roomCount: 3, isLinked: true),
      DuplexBench.Layout(access: .interleaved, periodCount: 2, roomCount: 8),
      DuplexBench.Layout(access: .mappedPlanar, periodCount: 3, roomCount: 5),
    ]
    + PCMAccess.allCases.map {
      DuplexBench.Layout(access: $0, periodCount: 2, roomCount: 3, channelCount: 2)
    }

  /// Silence, then what was captured, on both channels: the same, or each its own.
  private func expectInOrder(_ bench: DuplexBench, periods: Int) {
    let silence = [Float](repeating: 0, count: bench.layout.periodCount * DuplexBench.period)
    let captured = (0..<periods * DuplexBench.period).map(ScriptedStream.sample)
    for (channel, played) in bench.device.playback.played.enumerated() {
      let factor = bench.layout.channelCount == 1 ? 1 : Float(channel + 1)
      #expect(played == silence + captured.map { factor * $0 })
    }
  }

  @Test(arguments: layouts)
  func startsFromSilence(_ layout: DuplexBench.Layout) {
    let bench = DuplexBench(layout)
    #expect(bench.step(.starting).title == "waiting")
    #expect(
      bench.calls([.drop, .prepare, .start])
        == ["drop playback", "drop capture", "prepare playback", "prepare capture"]
        + (layout.isLinked ? [] : ["start capture"]) + ["start playback"])
    #expect(bench.device.playback.queuedCount == layout.periodCount * DuplexBench.period)
    #expect(bench.counts == .init())
    expectInOrder(bench, periods: 0)
    let written = bench.device.trace.lastIndex { $0.call == .write || $0.call == .commit }
    let started = bench.device.trace.firstIndex { $0.call == .start }
    #expect(written! < started!)
  }

  @Test(arguments: layouts)
  func playsWhatIsCaptured(_ layout: DuplexBench.Layout) {
    let bench = DuplexBench(layout)
    #expect(bench.play(periods: 100).title == "waiting")
    expectInOrder(bench, periods: 100)
    #expect(bench.counts == .init())
    #expect(bench.device.queuedAtFirstRead == [(layout.periodCount - 1) * DuplexBench.period])
    #expect(bench.device.elapsedPeriods == 100)
    #expect(bench.statistics.pointee.frameCount.load(ordering: .relaxed) == 100 * DuplexBench.period)
    #expect(bench.statistics.pointee.longestWakeDelay.load(ordering: .relaxed) == 0)
  }

  /// A device that reads and writes less than it said, or nothing at all now and then.
  @Test(
    arguments: [PCMAccess.interleaved, .planar, .mappedInterleaved, .mappedPlanar].flatMap { access in
      [1, 2].map { DuplexBench.Layout(access: access, periodCount: 3, roomCount: 3, channelCount: $0) }
    }, [[7], [48, 5], [1, 47, 0], [0, 48]])
  func shortTransfers(_ layout: DuplexBench.Layout, _ pattern: [Int]) {
    let calls: [ScriptedDevice.Call] =
      switch layout.access {
      case .interleaved, .planar: [.read, .write]
      default: [.map, .commit]
      }
    for (call, direction) in [(calls[0], PCMDirection.capture), (calls[1], .playback)] {
      let bench = DuplexBench(layout)
      let answers = (0..<200).map { ScriptedDevice.Answer.atMost(pattern[$0 % pattern.count]) }
      // The start's silence is written in full.
      bench.device.answers[.init(call: call, direction: direction)] = [nil, nil, nil] + answers
      bench.play(periods: 60)
      expectInOrder(bench, periods: 60)
      #expect(bench.counts == .init(), "\(call) \(direction)")
      #expect(bench.statistics.pointee.frameCount.load(ordering: .relaxed) == 60 * DuplexBench.period)
      #expect(bench.device.mostCallsAtOnce < 200)
    }
  }

  /// As much of a buffer as is wanted is filled, whatever room there is.
  @Test func largeBufferStaysEmpty() {
    let bench = DuplexBench(.init(access: .interleaved, periodCount: 2, roomCount: 16))
    var state = DuplexState.starting
    for _ in 0..<300 {
      state = bench.step(state)
      #expect(bench.device.playback.queuedCount <= 2 * DuplexBench.period)
    }
    #expect(bench.counts == .init())
  }

  @Test func lateWakeUpMovesAllPeriodsAtOnce() {
    let bench = DuplexBench(.init(periodCount: 3, roomCount: 3))
    bench.play(periods: 10)
    bench.device.answers[.init(call: .poll)] = [.late(1)]
    #expect(bench.step(.waiting).title == "moving")
    #expect(bench.step(.moving).title == "waiting")
    #expect(bench.statistics.pointee.periodCount.load(ordering: .relaxed) == 12)
    #expect(bench.statistics.pointee.longestWakeDelay.load(ordering: .relaxed) == 1_000_000)
    bench.play(periods: 20, from: .waiting)
    expectInOrder(bench, periods: 20)
    #expect(bench.counts == .init())
  }

  /// Two periods are there, but only one can be read: it counts.
  @Test func countsPeriodsBeforeAPause() {
    let bench = DuplexBench(.init(periodCount: 3, roomCount: 3))
    bench.play(periods: 10)
    bench.device.answers[.init(call: .poll)] = [.late(1)]
    bench.device.answers[.init(call: .read, direction: .capture)] = [nil, .code(-Int(EAGAIN))]
    bench.play(periods: 20, from: .waiting)
    expectInOrder(bench, periods: 20)
    #expect(bench.statistics.pointee.frameCount.load(ordering: .relaxed) == 20 * DuplexBench.period)
  }

  /// Some plugins wake before there is a period.
  @Test func spuriousWakeUps() {
    let bench = DuplexBench(.init(periodCount: 3, roomCount: 3))
    bench.play(periods: 10)
    let time = bench.device.time
    bench.device.answers[.init(call: .poll)] = [.code(1), .code(1)]
    bench.device.answers[.init(call: .events, direction: .capture)] = [.events(POLLIN), .events(POLLIN)]
    bench.device.answers[.init(call: .events, direction: .playback)] = [.events(POLLOUT), .events(POLLOUT)]
    #expect(bench.step(.waiting).title == "moving")
    #expect(bench.step(.moving).title == "waiting")
    #expect(bench.device.time == time + 125_000)
    bench.play(periods: 20, from: .waiting)
    expectInOrder(bench, periods: 20)
    #expect(bench.counts == .init())
  }

  @Test(arguments: [EAGAIN, EINTR])
  func interruptedPoll(_ code: Int32) {
    let bench = DuplexBench()
    _ = bench.step(.starting)
    bench.device.answers[.init(call: .poll)] = [.code(-Int(code)), .code(-Int(code)), .code(0)]
    #expect(bench.step(.waiting).title == "moving")
    #expect(bench.device.elapsedPeriods == 1)
  }

  /// Who is ready is not polled again: it would wake at once, over and over.
  @Test func waitsForBothWithoutSpinning() {
    let bench = DuplexBench(.init(periodCount: 3, roomCount: 3))
    bench.play(periods: 10)
    bench.device.answers[.init(call: .events, direction: .playback)] = [.events(0)]
    bench.device.at(period: 11) {}
    #expect(bench.step(.waiting).title == "moving")
    #expect(bench.device.mostCallsAtOnce < 50)
  }

  /// Ten times a second it asks how much is on its way.
  @Test func notesDelay() {
    let bench = DuplexBench(.init(periodCount: 3, roomCount: 3))
    bench.play(periods: 1000)
    #expect(bench.statistics.pointee.playbackDelay.load(ordering: .relaxed) == 3 * DuplexBench.period)
    #expect(bench.statistics.pointee.captureDelay.load(ordering: .relaxed) == 0)
    #expect(bench.calls([.delay]).count == 20)
  }

  /// Ten periods, but not too short, not too long, and never too short for a period.
  @Test(arguments: [(48, 100), (480, 100), (1200, 250), (4800, 500), (48_000, 2000)])
  func patience(_ period: Int, _ milliseconds: UInt64) {
    let timing = DuplexTiming(periodFrameCount: period, periodCount: 2, rate: 48_000)
    #expect(timing.longestWait == milliseconds * 1_000_000)
  }
}
