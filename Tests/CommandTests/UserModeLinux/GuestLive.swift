import Foundation
import TestSupport
import Testing

/// What became of runs of `headroom live` in User-Mode Linux, each of which has a name.
struct GuestLive {
  /// Loopback's clock, which it keeps when it is plugged in again: see `clock_start` in Tools/rig/jobs.sh.
  static let exactClock = "snd_aloop.timer_source=Dummy.0.0"

  private let results: UserModeLinux.Results

  /// - Parameter script: has the functions below beside those of Tools/rig/jobs.sh.
  init(_ script: String, kernelArguments: [String] = [exactClock]) throws {
    results = try UserModeLinux.run(
      script: try Self.functions() + script, kernelArguments: kernelArguments)
  }

  private static func functions() throws -> String {
    """
    # Else what is in the background never hears of Ctrl-C.
    set -m
    # A host's end of the cable.
    host=hw:Loopback,1,0

    # begin NAME OPTION...: a run in the background, past the amp.
    begin() {
      name=$1
      \(Headroom.path) live -m \(Headroom.model) --bypass "${@:2}" > out/$name.out 2> out/$name.err &
      live=$!
    }

    # timed NAME COMMAND...: how long it takes.
    timed() {
      local begin=$(uptime_seconds) code
      "${@:2}"
      code=$?
      echo "$begin $(uptime_seconds)" > "out/$1.seconds"
      return $code
    }

    # The run's end, and how long that takes.
    finish() {
      timed $name wait -f $live
      echo $? > out/$name.code
    }
    stop() {
      kill -"$1" $live
      finish
    }

    # pause SECONDS: the whole process stands still.
    pause() {
      kill -STOP $live
      sleep "$1"
      kill -CONT $live
    }

    # round_trip NAME OPTION...: at the far end.
    round_trip() { \(try Rig.roundTripProgram()) -D hw:Loopback,0,0 -m "${@:2}" > "out/$1.json"; }


    """
  }

  /// What the script and the programs in it had to say.
  var log: String { results.log }

  func text(_ name: String) throws -> String { String(decoding: try results.bytes(name), as: UTF8.self) }

  func result(_ name: String) throws -> Headroom.Result {
    let exitCode = try #require(
      Int32(try text(name + ".code").trimmingCharacters(in: .newlines)), "\(name): \(log)")
    return Headroom.Result(
      exitCode: exitCode, output: try results.bytes(name + ".out"), errorText: try text(name + ".err"))
  }

  /// What a run that ended well says in the end.
  func summary(_ name: String) throws -> [String: Any] {
    let result = try result(name)
    #expect(result.exitCode == 0, "\(name): \(result.errorText)")
    return try #require(try LiveEvents(result).first("summary"))
  }

  /// Of the end of a run, or of what was `timed`; in seconds, to a hundredth.
  func duration(_ name: String) throws -> Double {
    let times = try text(name + ".seconds").split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    try #require(times.count == 2)
    return times[1] - times[0]
  }

  /// Every frame of a `round_trip` came, and all after so many.
  func expectRoundTrip(
    _ name: String, frames: Int, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let object = try JSONSerialization.jsonObject(with: Data(try text(name + ".json").utf8))
    let found = try #require(object as? [String: Int])
    #expect(found["round_trip_frames"] == frames, "\(name): \(found)", sourceLocation: sourceLocation)
    #expect(found["changes"] == 0 && found["corrupt_frames"] == 0, sourceLocation: sourceLocation)
    #expect(try #require(found["steady_frames"]) > 10_000, sourceLocation: sourceLocation)
  }
}
