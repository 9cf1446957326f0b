import CALSA
import Glibc
import Testing

@testable import LiveAudio

/// How it ends when it is asked to.
struct DuplexStopTests {
  private let period = DuplexBench.period

  private func expectSilentEnd(_ bench: DuplexBench) {
    let silence = bench.layout.periodCount * period
    let played = bench.device.playback.played[0]
    // What is not silence has all left the device: no more waits than the silence behind it.
    #expect(played.suffix(silence).allSatisfy { $0 == 0 })
    #expect(bench.device.trace.suffix(2).map(\.description) == ["drop playback", "drop capture"])
  }

  @Test(arguments: DuplexLoopTests.layouts)
  func fadesOut(_ layout: DuplexBench.Layout) {
    let bench = DuplexBench(layout)
    bench.device.at(period: 100) { bench.stop() }
    #expect(bench.run() == .stopped)
    expectSilentEnd(bench)
    #expect(bench.counts == .init())
    // The fade takes 20 periods; silence follows until it has been heard.
    #expect(bench.device.elapsedPeriods <= 100 + 21 + Double(layout.periodCount) + 1)
    let played = bench.device.playback.played[0].dropFirst(layout.periodCount * period)
    let levels = played.enumerated().map { $0.element / ScriptedStream.sample($0.offset) }
    #expect(levels[..<(99 * period)].allSatisfy { $0 == 1 })
    #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 - $0 < 1e-6 }, "nothing but down")
  }

  @Test func stopsByItselfAfterALimit() {
    let bench = DuplexBench(duration: 0.05)
    #expect(bench.run() == .stopped)
    expectSilentEnd(bench)
    let loud = bench.device.playback.played[0].prefix { $0.isFinite }.dropFirst(2 * period).prefix(
      50 * period)
    #expect(Array(loud) == (0..<50 * period).map(ScriptedStream.sample))
    #expect(bench.device.playback.played[0].count < 80 * period)
  }

  /// A device that cannot go on does not keep anybody who wants to stop.
  @Test(arguments: [
    (ScriptedDevice.Call.start, EIO), (.prepare, EIO), (.prepare, ESTRPIPE), (.available, EPIPE),
  ])
  func stopsInTheMidstOfTrouble(_ call: ScriptedDevice.Call, _ code: Int32) {
    let bench = DuplexBench()
    bench.device.lastAnswers[.init(call: call, direction: .playback)] = .code(-Int(code))
    bench.device.at(period: 100) { bench.stop() }
    #expect(bench.run() == .stopped)
    #expect(bench.device.elapsedPeriods < 130)
  }

  @Test func stopsWhileTheClockStandsStill() {
    let bench = DuplexBench()
    bench.device.at(period: 10) {
      bench.device.stall()
      bench.stop()
    }
    #expect(bench.run() == .stopped)
    #expect(bench.device.elapsedPeriods <= 10 + 101)
  }
}
