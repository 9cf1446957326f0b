import TestSupport
import Testing

/// `headroom live` where the other end of the cable has already decided what is played.
@Suite(.enabled(if: UserModeLinux.kernel != nil))
struct PeerTests {
  private static func directions(_ result: Headroom.Result) throws -> [[String: Any]] {
    let playing = try #require(try LiveEvents(result).first("playing"), "\(result.errorText)")
    return try ["capture", "playback"].map { try #require(playing[$0] as? [String: Any]) }
  }

  /// Format, rate and period that nobody asked for: taken, said, and the capture resampled.
  @Test func otherPace() throws {
    let guest = try GuestLive(
      """
      clock_start 256 44100
      round_trip peer -f S24_3LE -r 44100 -p 256 -s 0.5 &
      peer=$!
      sleep 0.05
      begin live -d $host --json
      sleep 0.2
      stop TERM
      begin forced -d $host --json -r 44100 -p 256 -n 3 --format S24_3LE --access rw
      wait -f $peer
      stop TERM
      round_trip peer -f S24_3LE -r 44100 -p 256 -s 0.3 &
      sleep 0.05
      begin text -d $host --seconds 0.1
      finish
      begin format -d $host --format S16_LE
      finish
      begin input -d $host --in 3
      finish
      begin output -d $host --out 1,4
      finish
      """)
    for (name, periods, access) in [("live", 2, "MMAP_INTERLEAVED"), ("forced", 3, "RW_INTERLEAVED")] {
      let result = try guest.result(name)
      #expect(result.exitCode == 0)
      for direction in try Self.directions(result) {
        #expect(direction["format"] as? String == "S24_3LE")
        #expect(direction["rate"] as? Int == 44_100 && direction["period"] as? Int == 256)
        #expect(direction["channels"] as? Int == 2 && direction["access"] as? String == access)
      }
      let playing = try #require(try LiveEvents(result).first("playing"))
      #expect(playing["model_rate"] as? Int == 48_000 && playing["periods"] as? Int == periods)
      let resampling = try #require(playing["resampling_frames"] as? Double)
      #expect(resampling > 0)
      #expect(playing["latency_frames"] as? Double == Double(256 * periods) + resampling)
      #expect(try guest.summary(name)["timeouts"] as? Int == 0)
    }
    let text = try guest.result("text").errorText
    #expect(text.contains("the nearest the device has to 48000 Hz, 2 periods of 64 frames"))
    for (name, sentence) in [
      ("format", "cannot do format S16_LE: it has S24_3LE"),
      ("input", "there is no channel 3: it has 1 to 2"),
      ("output", "there is no channel 4: it has 1 to 2"),
    ] {
      let result = try guest.result(name)
      #expect(result.exitCode == 1 && result.output.isEmpty)
      #expect(result.errorText == "headroom: hw:Loopback,1,0: \(sentence)\n")
    }
  }

  /// The sound itself, past the amp: to the bit, and as late as the periods have it.
  @Test(arguments: ["S24_3LE", "FLOAT_LE"])
  func bits(_ format: String) throws {
    let guest = try GuestLive(
      """
      clock_start 256 44100
      round_trip peer -f \(format) -r 44100 -p 256 -s 0.5 &
      peer=$!
      sleep 0.05
      begin live -d $host --json
      wait -f $peer
      stop TERM
      """)
    try guest.expectRoundTrip("peer", frames: 512)
    for direction in try Self.directions(try guest.result("live")) {
      #expect(direction["format"] as? String == format)
    }
  }

  /// A cable of six channels; without a peer it is as wide as is needed, of the 32 that there are.
  @Test func channels() throws {
    let guest = try GuestLive(
      """
      clock_start 64
      six="--quiet --device hw:Loopback,0,0 --format S32_LE --rate 48000 --channels 6 --period-size 64 \\
        --buffer-size 4096 --duration 1"
      aplay $six /dev/zero &
      arecord $six /dev/null &
      sleep 0.05
      begin six -d $host --json --in 5 --out 3-6 --seconds 0.1
      finish
      begin seven -d $host --in 7
      finish
      sleep 1
      begin free -d $host --json --in 9 --seconds 0.1
      finish
      """)
    let six = try Self.directions(try guest.result("six"))
    #expect(six.map { $0["channels"] as? Int } == [6, 6])
    #expect(six.map { $0["used"] as? [Int] } == [[5], [3, 4, 5, 6]])
    #expect(try guest.result("seven").errorText.contains("there is no channel 7: it has 1 to 6"))
    let free = try Self.directions(try guest.result("free"))
    #expect(free.map { $0["channels"] as? Int } == [9, 2])
    for name in ["six", "free"] { #expect(try guest.result(name).exitCode == 0, "\(guest.log)") }
  }
}
