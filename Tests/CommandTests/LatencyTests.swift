import Foundation
import TestSupport
import Testing

/// `headroom latency` with a simulated card.
struct LatencyTests {
  private func card(_ name: String, cable: Int?) -> RigCard {
    var card = RigCard("latency-\(name)")
    card.cable = cable
    card.formats = ["S16_LE"]
    return card
  }

  private func run(_ card: RigCard, _ options: String...) throws -> Headroom.Result {
    let rig = try Rig(card)
    return try withExtendedLifetime(rig) { try Headroom.run(["latency", "-d", card.name] + options) }
  }

  @Test func text() throws {
    let result = try run(card("text", cable: 3))
    #expect(result.exitCode == 0)
    #expect(
      result.text == """
        round trip  131.0 frames, 2.73 ms at 48000 Hz
        periods     128 frames, 2 of 64
        converters  3.0 frames, 0.06 ms
        level       0.0 dB

        """)
    #expect(result.errorText.isEmpty)
  }

  @Test func json() throws {
    let result = try run(card("json", cable: 7), "-p", "32", "-n", "3", "-r", "44100", "--json")
    let report = try JSONSerialization.jsonObject(with: Data(result.output)) as? [String: Any]
    for (key, value) in [
      "rate": 44_100.0, "period": 32, "periods": 3, "periods_frames": 96, "round_trip_frames": 103,
      "round_trip_ms": 2.3356, "converters_frames": 7, "converters_ms": 0.1587, "level_db": 0.0001,
      "interruptions": 0,
    ] { #expect(report?[key] as? Double == value, "\(key)") }
    #expect(report?["measurements_frames"] as? [Double] == [103, 103, 103])
    for key in ["inverted", "clipped", "linked"] { #expect(report?[key] as? Bool == false) }
    #expect((report?["playback"] as? [String: Any])?["format"] as? String == "S16_LE")
  }

  @Test func nothingComesBack() throws {
    let result = try run(card("silent", cable: nil), "--out", "2", "--json")
    #expect(result.exitCode == 1)
    #expect(result.output.isEmpty)
    #expect(
      result.errorText == "headroom: latency-silent: nothing came back: is the cable in output 2 and "
        + "input 1, and the level up?\n")
  }

  @Test func xrun() throws {
    var card = card("xrun", cable: 3)
    card.faults = [.xrun(at: 200)]
    let result = try run(card)
    #expect(result.exitCode == 0)
    #expect(result.text.hasPrefix("round trip  131.0 frames"))
    #expect(result.errorText == "headroom: warning: measured anew after 1 interruption\n")
  }

  @Test func noSuchDevice() throws {
    let result = try Headroom.run("latency", "-d", "nowhere")
    #expect(result.exitCode == 1)
    #expect(result.errorText.hasPrefix("headroom: nowhere: no such device"))
  }

  @Test func controlC() throws {
    var card = card("slow", cable: 3)
    card.pace = "real"
    let rig = try Rig(card)
    try withExtendedLifetime(rig) {
      let process = try Headroom.start(["latency", "-d", card.name, "-p", "1024"])
      Thread.sleep(forTimeInterval: 1)
      let begin = ContinuousClock.now
      kill(process.processIdentifier, SIGINT)
      Headroom.wait(for: process)
      #expect(process.terminationStatus == 130)
      #expect(ContinuousClock.now - begin < .seconds(1))
    }
  }
}
