import CRealtimeProbe
import Foundation
import TestSupport
import Testing

@testable import LiveAudio

/// An hour at 2 periods of 64 frames through alsa-lib, on a simulated card: not one xrun, allocation or free, and no more
/// memory afterwards. (The plugin that simulates the card takes a lock of its own.) A minute in debug builds.
struct OneHourTests {
  #if DEBUG
    private static let seconds = 60.0
  #else
    private static let seconds = 3600.0
  #endif

  /// In a process of its own: its memory is that of other tests otherwise.
  @Test func nothingHappens() async {
    await #expect(processExitsWith: .success) {
      var card = RigCard("hour")
      card.cable = 100
      card.formats = ["S32_LE"]
      let rig = try Rig(card)
      // What is made at the first use is not the loop's, and the cable's memory is in use only after five seconds.
      _ = try OneHourTests.play(card, seconds: 6)
      let account = try OneHourTests.play(card, seconds: OneHourTests.seconds)
      withExtendedLifetime(rig) {}
      account.expectNothing(seconds: OneHourTests.seconds)
    }
  }

  /// On this thread, until it ends by itself.
  private static func play(_ card: RigCard, seconds: Double) throws -> Account {
    var options = LiveOptions()
    (options.captureDevice, options.playbackDevice) = (card.name, card.name)
    let duplex = try OpenDuplex(try DuplexNames(options), options, rate: 48_000)
    let voice = try Voice(.random(layers: 1, hidden: 16), channelCount: 1, duplex.timing)
    let memory = LiveSharedMemory()
    let chain = AmpChainMemory(voice, duplex.timing, duration: seconds, shared: memory.shared)
    let buffers = DuplexMemory(periodFrameCount: duplex.timing.periodFrameCount, channelCount: 1)
    var loop = DuplexLoop(duplex, work: .amp(chain.chain), buffers: buffers.buffers, shared: memory.shared)
    // Time is virtual, patience is not: a busy machine may keep this process from going on for a while.
    loop.timing.longestWait = 60_000_000_000
    return try withExtendedLifetime((duplex, voice, chain, buffers, memory)) {
      let before = try residentByteCount()
      headroom_probe_begin()
      let end = loop.run()
      let counts = headroom_probe_end()
      let growth = try residentByteCount() - before
      let status = LiveStatusReader(memory.shared.statistics).look(periodTime: 1)
      return Account(end: end, timing: duplex.timing, counts: counts, growth: growth, status: status)
    }
  }

  /// Of this process.
  private static func residentByteCount() throws -> Int {
    let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
    return try #require(Int(fields[1])) * Int(sysconf(Int32(_SC_PAGESIZE)))
  }

  /// What became of it.
  private struct Account {
    let end: DuplexEnd
    let timing: DuplexTiming
    let counts: headroom_probe_counts
    /// Of resident memory, in bytes.
    let growth: Int
    let status: LiveStatus

    func expectNothing(seconds: Double) {
      #expect(end == .stopped)
      #expect(timing.periodFrameCount == 64 && timing.periodCount == 2)
      #expect(status.frameCount >= Int(seconds) * 48_000)
      #expect(status.outputPeak > 0)
      #expect(status.captureXrunCount == 0 && status.playbackXrunCount == 0 && status.timeoutCount == 0)
      #expect(counts.allocations == 0 && counts.frees == 0)
      #expect(abs(growth) < 1 << 20, "\(growth)")
    }
  }
}
