import Foundation
import TestSupport
import Testing

/// `headroom live` while somebody turns every knob for a minute: what is heard of a sine has no click.
///
/// In virtual time, where a model is loaded in no time: what is judged is the sound.
@Suite(.enabled(if: UserModeLinux.kernel != nil))
struct ClickTests {
  private static let seconds = 60
  /// Of one change, in seconds.
  private static let interval = 0.05
  private static let changeCount = Int(Double(seconds - 4) / interval)

  @Test func loadsAgain() throws {
    let log = try expectNoClick(
      """
      cp \(Headroom.model) /tmp/amp.nam
      $HOST -m /tmp/amp.nam &
      host=$!
      sleep 2
      for ((change = 0; change < \(Self.changeCount); change++)); do kill -HUP $host; sleep \(Self.interval); done
      wait $recorder
      kill -TERM $host
      wait $host
      """)
    let loads = log.split(separator: "\n").count { $0 == "headroom: /tmp/amp.nam: loaded again" }
    #expect(loads == Self.changeCount)
  }

  /// Both gains, up and down again, by keys.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
  func gains() throws {
    let log = try expectNoClick(
      """
      keys() {
        sleep 2
        for ((turn = 0; turn < \(Self.changeCount / 4); turn++)); do
          for key in A C B D; do printf '\\033['$key; sleep \(Self.interval); done
        done
        sleep 4
        printf q
        sleep 1
      }
      keys | script --quiet --return --command "$HOST -m \(Headroom.model)" /dev/null
      wait $recorder
      """)
    for gains in ["+1", "+0"] { #expect(log.contains("\(gains) dB")) }
  }

  /// The sine at the far end of `$HOST`, for as long as `$recorder` runs.
  private func expectNoClick(_ work: String) throws -> String {
    let results = try UserModeLinux.run(
      script: """
        HOST="\(Headroom.path) live -d hw:Loopback,1,0 -p 64 -n 2"
        clock_start 64
        repeat \(Self.seconds + 2) second.raw | play 64 FLOAT_LE --file-type raw &
        record 64 FLOAT_LE --file-type raw --duration \(Self.seconds) out/heard.raw &
        recorder=$!
        \(work)
        clock_stop
        """, files: ["second.raw": ToneRecording.stereoSecond], deadline: 20 * Self.seconds)
    #expect(results.log.contains("xruns: 0 capture, 0 playback"))
    #expect(!results.log.contains("run!!!"), "one of the test's own programs was late")
    let heard = try ToneRecording(file: results.folder.path("out/heard.raw"))
    let errors = heard.pitchErrors(expected: 0).dropFirst()
    #expect(errors.count == Self.seconds - 2)
    #expect(errors.allSatisfy { abs($0) < 1 }, "\(errors)")
    #expect(heard.clickLevel(from: 1) < -80)
    return results.log
  }
}
