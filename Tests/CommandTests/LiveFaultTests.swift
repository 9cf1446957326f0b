import Foundation
import TestSupport
import Testing

/// `headroom live` on simulated cards that fail: the sound comes back, or a sentence says why not.
struct LiveFaultTests {
  private static let seconds = "2"

  private func live(_ card: RigCard, _ options: [String] = []) throws -> Headroom.Result {
    let rig = try Rig(card)
    return try Headroom.run(
      ["live", "-m", Headroom.model, "-d", card.name, "--seconds", Self.seconds, "--json"] + options, rig: rig
    )
  }

  /// - Parameters:
  ///   - counts: of the summary's counters, those that are not 0.
  private func expectPlaysOn(_ card: RigCard, connections: Int = 1, _ counts: [String: Int]) throws {
    let result = try live(card)
    #expect(result.exitCode == 0, "\(result.errorText)")
    let events = try LiveEvents(result)
    #expect(events.count("playing") == connections)
    #expect(events.count("interrupted") == connections - 1)
    let summary = try #require(events.first("summary"))
    for name in ["xruns_capture", "xruns_playback", "suspends", "timeouts"] {
      #expect(summary[name] as? Int == counts[name] ?? 0, "\(name)")
    }
    // The latency is what it was.
    #expect(summary["delay_playback_frames"] as? Int == 128)
    #expect(try #require(summary["frames"] as? Int) >= 96_000)
  }

  @Test func xruns() throws {
    var card = RigCard("xruns")
    card.faults = [.xrun(at: 100), .overrun(at: 300), .underrun(at: 500)]
    let result = try live(card)
    #expect(result.exitCode == 0)
    let summary = try #require(try LiveEvents(result).first("summary"))
    let capture = try #require(summary["xruns_capture"] as? Int)
    let playback = try #require(summary["xruns_playback"] as? Int)
    #expect(capture + playback >= 3 && capture >= 1 && playback >= 1)
    #expect(summary["delay_playback_frames"] as? Int == 128)
  }

  @Test(arguments: ["3", "never"])
  func suspend(_ resume: String) throws {
    var card = RigCard("suspend-\(resume)")
    card.faults = [.suspend(at: 200)]
    card.resume = resume
    try expectPlaysOn(card, ["suspends": 1])
  }

  @Test func unplugAndReplug() throws {
    var card = RigCard("replug")
    card.faults = [.unplug(at: 200)]
    card.replug = "2"
    try expectPlaysOn(card, connections: 2, [:])
  }

  /// The first start only fails a few times.
  @Test func refusals() throws {
    var card = RigCard("refusals")
    card.startError = "EIO 2"
    try expectPlaysOn(card, [:])
  }

  @Test func stalledClock() throws {
    var card = RigCard("stalled-once")
    card.faults = [.stall(at: 200)]
    try expectPlaysOn(card, ["timeouts": 1])
  }

  @Test(arguments: [
    ("EBUSY", "in use by another program"),
    ("EACCES", "open: Permission denied"),
  ])
  func notOpened(_ error: String, _ sentence: String) throws {
    var card = RigCard("closed-\(error)")
    card.openError = error
    let result = try live(card)
    #expect(result.exitCode == 1)
    #expect(result.errorText == "headroom: closed-\(error): \(sentence)\n")
  }

  @Test func neverPrepared() throws {
    var card = RigCard("unprepared")
    card.prepareError = "EIO"
    let result = try live(card)
    #expect(result.exitCode == 1)
    #expect(result.errorText == "headroom: unprepared: hw_params: Input/output error\n")
  }

  @Test(arguments: [
    (["--in", "1-3"], "there is no channel 3: it has 1 to 2"),
    (["--out", "1,5"], "there is no channel 5: it has 1 to 2"),
    (["--format", "S16_BE"], "cannot do format S16_BE: it has "),
  ])
  func cannot(_ options: [String], _ sentence: String) throws {
    var card = RigCard("cannot\(options[0])")
    card.formats = ["S16_LE", "S32_LE"]
    card.channels = "2"
    let result = try live(card, options)
    #expect(result.exitCode == 1)
    #expect(result.errorLines.count == 1)
    #expect(result.errorText.hasPrefix("headroom: \(card.name): \(sentence)"), "\(result.errorText)")
  }

  @Test func noDevice() throws {
    let folder = try TemporaryFolder()
    let missing = try Headroom.run("live", "-m", Headroom.model, "-d", "nowhere", in: folder)
    #expect(missing.exitCode == 1)
    #expect(missing.errorText.hasPrefix("headroom: nowhere: no such device"))
    #expect(missing.errorLines.count == 1)
    let model = try Headroom.run("live", "-m", "none.nam", "-d", "null", in: folder)
    #expect(model.exitCode == 1)
    #expect(model.errorText.hasPrefix("headroom: none.nam: "))
    #expect(model.errorLines.count == 1)
  }
}
