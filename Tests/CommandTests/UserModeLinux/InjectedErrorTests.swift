import TestSupport
import Testing

/// `headroom live` on a driver that fails: a sentence and exit code 1 where it cannot play, sound again where it
/// can.
///
/// The card moves 9600 frames five times a second.
@Suite(.enabled(if: UserModeLinux.kernel != nil))
struct InjectedErrorTests {
  private static let functions = """
    begin_slowly() { begin $1 -d hw:pcmtest -p 4096 -n 4 "${@:2}"; }
    driver=/sys/bus/platform/drivers/pcmtest

    """

  @Test func neverPlays() throws {
    let guest = try GuestLive(
      Self.functions + """
        for error in open hwpars prepare trigger; do
          inject_fault ${error}_err 1
          begin_slowly $error --quiet
          finish
          inject_fault ${error}_err 0
        done
        begin_slowly afterwards --seconds 0.1 --json
        finish
        """)
    for (error, sentence) in [
      ("open", "in use by another program"),
      ("hwpars", "hw_params: Device or resource busy"),
      ("prepare", "hw_params: Invalid argument"),
      ("trigger", "playing: Invalid argument"),
    ] {
      let result = try guest.result(error)
      #expect(result.exitCode == 1, "\(error)")
      #expect(result.errorText == "headroom: hw:pcmtest: \(sentence)\n")
      #expect(try guest.duration(error) < 2, "\(error)")
    }
    #expect(try guest.summary("afterwards")["xruns_playback"] as? Int == 0)
  }

  /// Errors that come after an xrun: for a while, and for ever.
  @Test(arguments: [
    ("trigger", "playing: Invalid argument", "playing: Invalid argument"),
    ("prepare", "playing: Invalid argument", "hw_params: Invalid argument"),
  ])
  func doesNotStartAgain(_ error: String, _ interruption: String, _ end: String) throws {
    let guest = try GuestLive(
      Self.functions + """
        begin_slowly while --json
        sleep 0.5
        inject_fault \(error)_err 1
        pause 0.6
        sleep 0.3
        inject_fault \(error)_err 0
        sleep 0.5
        stop TERM
        begin_slowly ever --json
        sleep 0.5
        inject_fault \(error)_err 1
        pause 0.6
        finish
        """)
    let passed = try guest.result("while")
    #expect(passed.exitCode == 0 && passed.errorText == "")
    #expect(try LiveEvents(passed).count("playing") == 1)
    #expect(try guest.summary("while")["xruns_playback"] as? Int == 1)
    let ever = try guest.result("ever")
    #expect(ever.exitCode == 1)
    #expect(ever.errorText == "headroom: hw:pcmtest: \(end)\n")
    let events = try LiveEvents(ever)
    #expect(events.first("interrupted")?["message"] as? String == "hw:pcmtest: \(interruption)")
    #expect(events.first("failed")?["message"] as? String == "hw:pcmtest: \(end)")
  }

  /// A card that is back, but not for everybody, or not quite.
  @Test func comesBackWithErrors() throws {
    let guest = try GuestLive(
      Self.functions + """
        begin_again() {
          begin_slowly $1 --json
          sleep 0.5
          echo pcmtest.0 > $driver/unbind
          inject_fault $2 1
          echo pcmtest.0 > $driver/bind
        }
        begin_again open open_err
        sleep 7
        inject_fault open_err 0
        sleep 0.7
        stop TERM
        begin_again soon hwpars_err
        sleep 2
        inject_fault hwpars_err 0
        sleep 0.7
        stop TERM
        begin_again never hwpars_err
        finish
        """)
    for name in ["open", "soon"] {
      let result = try guest.result(name)
      #expect(result.exitCode == 0 && result.errorText == "", "\(name)")
      let events = try LiveEvents(result)
      #expect(events.first("interrupted")?["message"] as? String == "hw:pcmtest: has gone")
      #expect(events.count("playing") == 2)
    }
    let never = try guest.result("never")
    #expect(never.exitCode == 1)
    #expect(never.errorText == "headroom: hw:pcmtest: hw_params: Device or resource busy\n")
    #expect(try guest.duration("never") < 6)
  }

  /// A clock that makes one step after every start and no more, and one that is slow.
  @Test func crawls() throws {
    let guest = try GuestLive(
      Self.functions + """
        begin_slowly steps --json
        sleep 0.5
        inject_fault delay 100000
        sleep 3.5
        inject_fault delay 0
        sleep 2
        stop TERM
        inject_fault delay 10
        begin_slowly slow --json
        sleep 1
        stop TERM
        """)
    let steps = try guest.result("steps")
    #expect(steps.exitCode == 0)
    let events = try LiveEvents(steps)
    #expect(
      events.first("interrupted")?["message"] as? String
        == "hw:pcmtest: does not play: its clock stands still")
    #expect(events.count("playing") == events.count("interrupted") + 1)
    let slow = try guest.result("slow")
    #expect(slow.exitCode == 0)
    #expect(try LiveEvents(slow).count("interrupted") == 0)
    for name in ["steps", "slow"] { #expect(try guest.duration(name) < 1) }
  }
}
