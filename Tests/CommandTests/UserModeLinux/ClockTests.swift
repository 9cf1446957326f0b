import Foundation
import TestSupport
import Testing

/// `headroom live` between two cards whose clocks differ: a sine into the one, and what comes out of the other.
///
/// A minute of it; ten, as a session has, with `HEADROOM_LONG=1` in the environment.
@Suite(.enabled(if: UserModeLinux.kernel != nil))
struct ClockTests {
  private static let isLong = ProcessInfo.processInfo.environment["HEADROOM_LONG"] == "1"
  private static let seconds = isLong ? 600 : 60
  /// Seconds after which the pitch is right.
  private static let settlingTime = 15

  struct Case: CustomStringConvertible {
    /// How much slower the clock of playback is than that of capture, in ppm.
    let difference: Int
    let period: Int
    let periods: Int
    let options: String
    var description: String { "\(difference) ppm, \(period) x \(periods) \(options)" }
  }

  @Test(arguments: [
    Case(difference: 1000, period: 64, periods: 4, options: "--bypass"),
    Case(difference: -1000, period: 256, periods: 4, options: ""),
  ])
  func steady(_ clocks: Case) throws {
    let recording = try record(clocks, seconds: Self.seconds)
    let errors = recording.pitchErrors(expected: Double(clocks.difference))
    #expect(errors.count == Self.seconds - 1)
    #expect(errors.dropFirst(Self.settlingTime).allSatisfy { abs($0) < 1 }, "\(errors)")
    #expect(recording.clickLevel(from: 1) < -80)
  }

  @Test func suddenChange() throws {
    let clocks = Case(difference: 1000, period: 128, periods: 2, options: "--bypass")
    let (change, end) = (17, 34)
    let recording = try record(
      clocks, seconds: end, meanwhile: "sleep \(change); shift_clock B \(Self.shift(clocks.difference + 200))"
    )
    let before = recording.pitchErrors(expected: Double(clocks.difference)).prefix(change - 1)
    #expect(abs(try #require(before.last)) < 1)
    let after = recording.pitchErrors(expected: Double(clocks.difference + 200)).dropFirst(change)
    #expect(abs(try #require(after.first)) > 10, "there was no change")
    #expect(after.count == end - change - 1)
    #expect(after.dropFirst(Self.settlingTime).allSatisfy { abs($0) < 1 }, "\(after)")
    #expect(recording.clickLevel(from: 1) < -80)
  }

  /// The kernel's word for a clock that is so many ppm slower.
  private static func shift(_ difference: Int) -> Int { 100_000 + difference / 10 }

  /// What is heard for so many seconds, without an xrun.
  ///
  /// - Parameter work: in bash, while it plays.
  private func record(_ clocks: Case, seconds: Int, meanwhile work: String = "") throws -> ToneRecording {
    let results = try UserModeLinux.run(
      script: """
        stream="--quiet --format FLOAT_LE --rate 48000 --channels 2 --file-type raw \\
          --period-size \(clocks.period) --buffer-size \(clocks.period * 64)"
        shift_clock B \(Self.shift(clocks.difference))
        repeat \(seconds + 2) second.raw | aplay $stream --device hw:A,0,0 &
        \(Headroom.path) live -m \(Headroom.model) --capture hw:A,1,0 --playback hw:B,1,0 \\
          -p \(clocks.period) -n \(clocks.periods) \(clocks.options) &
        host=$!
        arecord $stream --device hw:B,0,0 --duration \(seconds) out/heard.raw &
        recorder=$!
        \(work)
        wait $recorder
        kill -TERM $host
        wait $host
        """,
      files: ["second.raw": ToneRecording.stereoSecond],
      kernelArguments: ["snd_aloop.enable=1,1", "snd_aloop.index=1,2", "snd_aloop.id=A,B"],
      deadline: 20 * seconds)
    #expect(results.exitCode == 0)
    #expect(results.log.contains("xruns: 0 capture, 0 playback"))
    #expect(!results.log.contains("run!!!"), "one of the test's own programs was late")
    return try ToneRecording(file: results.folder.path("out/heard.raw"))
  }
}
