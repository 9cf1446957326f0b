import CALSA
import CRealtimeProbe
import Testing

@testable import LiveAudio

/// No allocation, no free and no lock on the audio thread, counted at run time; the attributes have the compiler
/// show the same.
struct DuplexRealtimeTests {
  @Test(arguments: DuplexLoopTests.layouts)
  func manyPeriodsAndARecovery(_ layout: DuplexBench.Layout) {
    // What Swift's run time makes at the first use is not the loop's.
    play(layout, periods: 150)
    let counts = play(layout, periods: 500)
    #expect(counts.allocations == 0)
    #expect(counts.frees == 0)
    #expect(counts.locks == 0)
  }

  @Test(arguments: ClockBridgeTests.layouts)
  func twoCards(_ cards: BenchCards) {
    play(DuplexBench(cards), periods: 150)
    let counts = play(DuplexBench(cards), periods: 300)
    #expect(counts.allocations == 0)
    #expect(counts.frees == 0)
    #expect(counts.locks == 0)
  }

  @discardableResult
  private func play(_ layout: DuplexBench.Layout, periods: Int) -> headroom_probe_counts {
    play(DuplexBench(layout), periods: periods)
  }

  @discardableResult
  private func play(_ bench: DuplexBench, periods: Int) -> headroom_probe_counts {
    bench.device.at(period: 50) { bench.device.capture.state = SND_PCM_STATE_XRUN }
    bench.device.at(period: 100) { bench.device.playback.state = SND_PCM_STATE_SUSPENDED }
    headroom_probe_begin()
    bench.play(periods: periods)
    let counts = headroom_probe_end()
    #expect(bench.counts.restarts == 3)
    return counts
  }
}
