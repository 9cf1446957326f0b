import Foundation
import TestSupport
import Testing

/// `headroom live` in real time: signals, keys and recordings.
struct LiveControlTests {
  private let folder: TemporaryFolder
  private let rig: Rig
  private let name: String

  init() throws {
    folder = try TemporaryFolder()
    name = "control-\(UUID().uuidString.prefix(8))"
    var card = RigCard(name)
    card.pace = "real"
    // Tests may run on a busy machine.
    card.formats = ["FLOAT_LE"]
    card.channels = "2"
    card.period = "2048"
    card.periods = "4"
    rig = try Rig(card, in: folder)
    try FileManager.default.copyItem(atPath: Headroom.model, toPath: folder.path("amp.nam"))
  }

  private func shell(_ script: String) throws -> Headroom.Result {
    try Headroom.shell(
      script.replacing("LIVE", with: "$HEADROOM live -m amp.nam -d \(name)"), in: folder, rig: rig)
  }

  @Test(arguments: ["INT", "TERM"])
  func stops(_ signal: String) throws {
    let begin = ContinuousClock.now
    let result = try shell("set -m; LIVE & sleep 0.7; kill -\(signal) $!; wait $!")
    #expect(result.exitCode == 0)
    #expect(result.errorText.contains("headroom: played 0:0"))
    #expect(ContinuousClock.now - begin < .seconds(4))
  }

  @Test func loadsAgain() throws {
    let result = try shell(
      """
      set -m; LIVE --seconds 3 & sleep 0.7; kill -HUP $!
      sleep 0.5; cp amp.nam good.nam; echo no model > amp.nam; kill -HUP $!; sleep 0.5
      cp good.nam amp.nam; kill -HUP $!; wait $!
      """)
    #expect(result.exitCode == 0)
    let lines = result.errorLines.filter { $0.hasPrefix("headroom: amp.nam") }
    #expect(lines.count == 3)
    #expect(lines.first == "headroom: amp.nam: loaded again" && lines.last == lines.first)
  }

  @Test func records() throws {
    let result = try shell("LIVE --seconds 0.5 --record out.wav --record-input in.wav")
    #expect(result.exitCode == 0)
    let rendered = try Headroom.run(
      "render", "-m", "amp.nam", "in.wav", "-o", "again.wav", "--bits", "32f", in: folder)
    #expect(rendered.exitCode == 0)
    // The last 20 ms fade out.
    let count = 24_000 * 4
    #expect(try samples("out.wav").prefix(count) == samples("again.wav").prefix(count))
    let second = try shell("LIVE --seconds 0.5 --record out.wav")
    #expect(second.exitCode == 1)
    #expect(second.errorText.hasPrefix("headroom: out.wav: exists already"))
  }

  /// What follows the head of a chunk named "data".
  private func samples(_ name: String) throws -> ArraySlice<UInt8> {
    let bytes = try folder.bytes(name)
    let data = Array("data".utf8)
    let start = try #require(bytes.indices.first { bytes[$0...].starts(with: data) })
    return bytes[(start + 8)...]
  }

  /// What is typed is typed once the panel shows what came before it: a busy machine takes its time.
  private static let untilShown = "until_shown() { until grep --quiet \"$1\" shown; do sleep 0.02; done; }"

  /// On a terminal there is a panel, and keys.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
  func keys() throws {
    let result = try shell(
      """
      \(Self.untilShown); touch shown
      (until_shown dBFS; printf '\\033[Ab'; until_shown '+1 dB  BYPASS'; printf '+m'; until_shown MUTE; printf q
        sleep 1) | script --quiet --flush --return --command "LIVE" shown
      """)
    #expect(result.exitCode == 0)
    #expect(result.text.contains("+1 dB  BYPASS"))
    #expect(result.text.contains("+2 dB  BYPASS  MUTE"))
    #expect(result.text.contains("played 0:0"))
  }

  /// From the whole down to the smallest that the file has, and one up.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
  func qualityKeys() throws {
    try FileManager.default.copyItem(
      atPath: Repository.path("Tests/Goldens/models/container_wavenets.nam"), toPath: folder.path("box.nam"))
    let result = try Headroom.shell(
      """
      \(Self.untilShown); touch shown
      last_shown() { grep --only-matching 'quality [0-9.]*' shown | tail --lines=1; }
      (until_shown 'quality 1'; printf '<<<<'; until_shown 'quality 0[^.]'; printf '>'
        while [[ $(last_shown) == 'quality 0' ]]; do sleep 0.02; done; printf q; sleep 1) |
        script --quiet --flush --return --command "$HEADROOM live -m box.nam -d \(name)" shown
      """, in: folder, rig: rig)
    #expect(result.exitCode == 0)
    let shown = result.text.matches(of: /quality ([0-9.]+)/).map { String($0.1) }
    #expect(shown.first == "1")
    #expect(shown.contains("0"))
    #expect(shown.last != "0")
  }

  @Test func quiet() throws {
    let result = try shell("LIVE --seconds 0.2 --quiet")
    #expect(result.exitCode == 0)
    #expect(result.output.isEmpty)
    #expect(!result.errorText.contains("played"))
  }
}
