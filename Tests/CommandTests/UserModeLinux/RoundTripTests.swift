import Foundation
import TestSupport
import Testing

/// The round trip through `headroom live` in a kernel, and what `headroom latency` says of one.
@Suite(.enabled(if: UserModeLinux.kernel != nil))
struct RoundTripTests {
  /// Periods times period and not a frame more, for each start anew.
  @Test func periodsTimesPeriod() throws {
    let layouts = [(16, 2), (32, 2), (64, 2), (64, 3), (128, 2), (256, 2), (256, 4)]
    let roundTrip = try Rig.roundTripProgram()
    let cases = layouts.map { period, periods in
      """
      clock_start \(period)
      for run in 1 2; do
        \(Headroom.path) live -m \(Headroom.model) -d hw:Loopback,1,0 -p \(period) -n \(periods) --bypass \\
          --format S32_LE --seconds 0.45 --quiet &
        sleep 0.1
        \(roundTrip) -D hw:Loopback,0,0 -m -p \(period) -s 0.25 > out/\(period)-\(periods)-$run
        wait $!
      done
      clock_stop

      """
    }
    let results = try UserModeLinux.run(script: cases.joined() + "true")
    #expect(results.log == "")
    for (period, periods) in layouts {
      for run in 1...2 {
        let found = try json(results, "\(period)-\(periods)-\(run)")
        #expect(found["round_trip_frames"] as? Int == period * periods, "\(period) x \(periods)")
        #expect(found["changes"] as? Int == 0 && found["corrupt_frames"] as? Int == 0, "\(found)")
        #expect(try #require(found["steady_frames"] as? Int) > 10_000)
      }
    }
  }

  /// What is played to the one end of Loopback is captured at the other: a cable without converters.
  @Test func latencyOfACable() throws {
    let report = try latency("--playback hw:Loopback,0,0 --capture hw:Loopback,1,0", period: 64, periods: 2)
    #expect(report["round_trip_frames"] as? Double == 128)
    #expect(report["converters_frames"] as? Double == 0)
    #expect(report["resampling_frames"] as? Double == 0)
  }

  /// A host at the far end is a cable of that host's latency.
  @Test(arguments: [(32, 2), (64, 3)])
  func latencyThroughAHost(_ period: Int, _ periods: Int) throws {
    let report = try latency(
      "-d hw:Loopback,0,0", period: period, periods: 2,
      host: "live -m \(Headroom.model) -d hw:Loopback,1,0 -p \(period) -n \(periods) --bypass --quiet")
    #expect(report["periods_frames"] as? Double == Double(2 * period))
    #expect(report["converters_frames"] as? Double == Double(periods * period))
  }

  /// - Parameter host: the words of a run of the program in the background.
  private func latency(
    _ devices: String, period: Int, periods: Int, host: String? = nil
  ) throws -> [String: Any] {
    let results = try UserModeLinux.run(
      script: """
        clock_start \(period)
        \(host.map { "\(Headroom.path) \($0) & sleep 0.1" } ?? "")
        \(Headroom.path) latency \(devices) -p \(period) -n \(periods) --json > out/report
        code=$?
        \(host == nil ? "" : "kill -TERM $!; wait $!")
        exit $code
        """)
    #expect(results.exitCode == 0)
    #expect(results.log == "")
    let report = try json(results, "report")
    #expect(abs(try #require(report["level_db"] as? Double)) < 0.01)
    #expect(report["inverted"] as? Bool == false && report["interruptions"] as? Int == 0)
    return report
  }

  private func json(_ results: UserModeLinux.Results, _ name: String) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(try results.bytes(name)))
    return try #require(object as? [String: Any])
  }
}
