import TestSupport
import Testing

/// `headroom live` on the kernel's own ALSA core, interrupted: the sound comes back, to the frame as it was, or a
/// sentence says why not.
@Suite(.enabled(if: UserModeLinux.kernel != nil))
struct FaultTests {
  /// Plays at a layout, measures, does something to it, measures again.
  private func expectSameRoundTrip(
    _ period: Int, _ periods: Int, after fault: String
  ) throws -> [String: Any] {
    let guest = try GuestLive(
      """
      clock_start \(period)
      begin live -d $host --format S32_LE -p \(period) -n \(periods) --json
      sleep 0.1
      round_trip before -p \(period) -s 0.3
      \(fault)
      sleep 0.1
      round_trip after -p \(period) -s 0.3
      stop TERM
      """)
    try guest.expectRoundTrip("before", frames: period * periods)
    try guest.expectRoundTrip("after", frames: period * periods)
    let result = try guest.result("live")
    #expect(result.errorText == "")
    #expect(try LiveEvents(result).count("playing") == 1)
    #expect(try guest.duration("live") < 0.1)
    return try guest.summary("live")
  }

  private static let counters = ["xruns_capture", "xruns_playback", "suspends", "timeouts"]

  private func counts(_ summary: [String: Any]) -> [Int?] { Self.counters.map { summary[$0] as? Int } }

  @Test(arguments: [(64, 2), (32, 3)])
  func processStopped(_ period: Int, _ periods: Int) throws {
    let summary = try expectSameRoundTrip(period, periods, after: "pause 0.2")
    #expect(counts(summary) == [1, 1, 0, 0])
    // From the moment that the buffer was through.
    let length = try #require(summary["longest_xrun_ms"] as? Double)
    #expect(length > 195 && length < 201)
  }

  @Test(arguments: [(64, 2), (128, 3)])
  func machineAsleep(_ period: Int, _ periods: Int) throws {
    let summary = try expectSameRoundTrip(period, periods, after: "suspend 1")
    #expect(counts(summary) == [0, 0, 1, 0])
  }

  /// The clock has 64 periods of 64 in its own buffer before it stands still.
  @Test func clockStalled() throws {
    let summary = try expectSameRoundTrip(
      64, 2, after: "kill -STOP $clock_process; sleep 0.25; kill -CONT $clock_process")
    #expect(counts(summary) == [0, 0, 0, 1])
  }

  @Test func clockStandsStill() throws {
    let guest = try GuestLive(
      """
      clock_start 64
      begin once -d $host --json
      sleep 0.1
      kill -STOP $clock_process
      finish
      begin never -d $host --quiet
      finish
      kill -CONT $clock_process
      begin again -d $host --json
      sleep 0.1
      kill -STOP $clock_process
      sleep 2
      kill -CONT $clock_process
      sleep 1
      stop TERM
      """)
    let sentence = "hw:Loopback,1,0: does not play: its clock stands still"
    let once = try guest.result("once")
    #expect(once.exitCode == 1)
    #expect(once.errorText == "headroom: \(sentence)\n")
    let events = try LiveEvents(once)
    for name in ["interrupted", "failed"] { #expect(events.first(name)?["message"] as? String == sentence) }
    let never = try guest.result("never")
    #expect(never.exitCode == 1)
    #expect(never.errorText == "headroom: \(sentence)\n")
    #expect(try guest.duration("never") < 2)
    // What has played is tried again for five seconds.
    #expect(try guest.duration("once") < 7)
    let again = try LiveEvents(try guest.result("again"))
    #expect(again.count("playing") == 2 && again.count("interrupted") == 1 && again.count("failed") == 0)
  }

  /// Loopback's own clock makes steps that are longer than the buffer.
  @Test func bufferTooShort() throws {
    let guest = try GuestLive(
      """
      begin live -d $host --quiet
      finish
      """, kernelArguments: [])
    let result = try guest.result("live")
    #expect(result.exitCode == 1)
    #expect(
      result.errorText
        == "headroom: hw:Loopback,1,0: does not play: an xrun after every start: take a longer period or more "
        + "periods\n")
    #expect(try guest.duration("live") < 2)
  }

  /// Whatever it goes through, Ctrl-C ends it at once.
  @Test func interrupted() throws {
    let guest = try GuestLive(
      """
      clock_start 64
      start() {
        begin $1 -d $host --quiet
        sleep 0.1
      }
      start playing
      stop INT
      # In the middle of the fade-out.
      for fault in pause suspend; do
        start $fault
        kill -INT $live
        sleep 0.01
        $fault 3
        finish
      done
      start stall
      kill -STOP $clock_process
      sleep 0.15
      stop INT
      kill -CONT $clock_process
      start absence
      unplug
      sleep 0.3
      stop INT
      replug
      start departure
      kill -INT $live
      unplug
      finish
      """)
    for name in ["playing", "pause", "suspend", "stall", "absence", "departure"] {
      let result = try guest.result(name)
      #expect(result.exitCode == 0, "\(name): \(result.errorText)")
      #expect(result.output.isEmpty, "\(name)")
      #expect(try guest.duration(name) < 0.2, "\(name)")
    }
  }
}
