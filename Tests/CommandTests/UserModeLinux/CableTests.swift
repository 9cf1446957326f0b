import AudioFile
import Foundation
import TestSupport
import Testing

/// `headroom live` in a kernel, between two ends of a cable with an exact clock: a WAV file into the one, and out of
/// the other what `render` makes of it, to the bit.
@Suite(.enabled(if: UserModeLinux.kernel != nil))
struct CableTests {
  private typealias Format = LiveTests.Format

  private static let wavFrameCount = 14_400
  /// Of the host, until it fades out.
  private static let playedFrameCount = 28_800
  /// With silence in front of it.
  private static let recordedFrameCount = 36_000
  private static let accesses = ["mmap", "rw"]

  /// One boot for each: every format, mapped and copied.
  @Test(arguments: [(16, 2), (32, 2), (64, 2), (128, 2), (256, 4)])
  func sameBitsAsRender(_ period: Int, _ periods: Int) throws {
    var files: [String: [UInt8]] = [:]
    for format in Format.all { files[format.name + ".wav"] = Self.wav(format) }
    let results = try UserModeLinux.run(script: Self.script(period, periods), files: files)
    #expect(results.exitCode == 0)
    #expect(results.log == "")
    for format in Format.all {
      for access in Self.accesses {
        let passage = try Passage(results, format, access)
        try expectPlayed(passage, period, periods)
        passage.expectSameAsRender(frameCount: Self.playedFrameCount)
        passage.expectHeard(Self.noise(format))
      }
    }
  }

  private static func script(_ period: Int, _ periods: Int) -> String {
    let cases = Format.all.flatMap { format in
      accesses.map { "pass \(format.name) \($0)\n" }
    }
    return """
      set -e

      # pass FORMAT ACCESS
      pass() {
        local name=out/$1-$2 recorder host
        record \(period) "$1" --file-type raw --samples \(recordedFrameCount) "$name.raw" &
        recorder=$!
        sleep 0.05
        \(Headroom.path) live -m \(Headroom.model) -d hw:Loopback,1,0 -p \(period) -n \(periods) \\
          --format "$1" --access "$2" --seconds \(Double(playedFrameCount) / 48_000) \\
          --record "$name-out.wav" --record-input "$name-in.wav" --json > "$name.json" &
        host=$!
        sleep 0.1
        play \(period) "$1" "$1.wav"
        wait "$host"
        wait "$recorder"
      }

      clock_start \(period)
      \(cases.joined())clock_stop || true
      """
  }

  /// In the device's own format. What is on the second channel is not to be heard.
  private static func wav(_ format: Format) -> [UInt8] {
    let frames = noise(format).flatMap { [$0, -$0] }
    let samples: TestWAV.Samples =
      switch format.bits {
      case "16": .int16(frames.map { Int16($0 * 0x1p15) })
      case "24": .int24(frames.map { Int32($0 * 0x1p23) })
      case "32": .int32(frames.map { Int32($0 * 0x1p31) })
      default: .float32(frames)
      }
    return TestWAV(samples, channels: 2).bytes
  }

  /// All the bits that the format and a float have, and not one zero.
  private static func noise(_ format: Format) -> [Float] {
    var generator = SeededGenerator(seed: 5)
    let limit: Int32 = format.bits == "16" ? 1 << 14 : 1 << 22
    return (0..<wavFrameCount).map { _ in
      Float(Int32.random(in: -limit..<limit, using: &generator) * 2 + 1) / Float(2 * limit)
    }
  }

  private func expectPlayed(_ passage: Passage, _ period: Int, _ periods: Int) throws {
    let playing = try #require(passage.events.first("playing"))
    #expect(playing["period"] as? Int == period && playing["periods"] as? Int == periods)
    #expect(playing["linked"] as? Bool == true)
    for direction in ["capture", "playback"] {
      let device = try #require(playing[direction] as? [String: Any])
      let access = passage.access == "mmap" ? "MMAP_INTERLEAVED" : "RW_INTERLEAVED"
      #expect(device["access"] as? String == access)
      #expect(device["format"] as? String == passage.format.name)
    }
    let summary = try #require(passage.events.first("summary"))
    for counter in ["xruns_capture", "xruns_playback", "suspends", "timeouts"] {
      #expect(summary[counter] as? Int == 0, "\(passage): \(counter)")
    }
  }
}

/// What one host heard and played.
private struct Passage: CustomStringConvertible {
  let format: LiveTests.Format
  let access: String
  let events: LiveEvents
  /// What it recorded of its input and its output.
  private let input: [Float]
  private let output: [Float]
  /// What `render` makes of that input: in floats, and in the device's format.
  private let floats: [Float]
  private let rendered: [UInt8]
  /// At the far end of the cable, on two channels.
  private let recorded: [UInt8]

  init(_ results: UserModeLinux.Results, _ format: LiveTests.Format, _ access: String) throws {
    let name = "\(format)-\(access)"
    func floats(_ part: String) throws -> [Float] {
      try AudioFileReader(path: results.folder.path("out/\(name)-\(part).wav")).readAll()
    }
    func render(to part: String, bits: String) throws {
      let result = try Headroom.run(
        "render", "-m", Headroom.model, "out/\(name)-in.wav", "-o", "out/\(name)-\(part).wav", "--bits", bits,
        in: results.folder)
      #expect(result.exitCode == 0, "\(result.errorText)")
    }
    try render(to: "floats", bits: "32f")
    try render(to: "rendered", bits: format.bits)
    self.format = format
    self.access = access
    events = try LiveEvents(String(decoding: try results.bytes("\(name).json"), as: UTF8.self))
    input = try floats("in")
    output = try floats("out")
    self.floats = try floats("floats")
    rendered = try results.bytes("\(name)-rendered.wav").suffix(input.count * format.width)
    recorded = try results.bytes("\(name).raw")
  }

  var description: String { "\(format), \(access)" }

  /// The file, unchanged, in silence.
  func expectHeard(_ sound: [Float]) {
    let start = input.firstIndex { $0 != 0 } ?? 0
    #expect(input.dropFirst(start).starts(with: sound), "\(self)")
    #expect(input.dropFirst(start + sound.count).allSatisfy { $0 == 0 }, "\(self)")
  }

  /// From the first frame to the last before it faded out, on both channels.
  func expectSameAsRender(frameCount: Int) {
    #expect(output.count == input.count && output.count >= frameCount, "\(self)")
    #expect(output.prefix(frameCount).elementsEqual(floats.prefix(frameCount)), "\(self)")
    let width = format.width
    let expected = stride(from: 0, to: frameCount * width, by: width).flatMap { start in
      rendered[start..<start + width] + rendered[start..<start + width]
    }
    // The first sample that is not 0 is where it should be: what is in front of it was silence.
    let delay = (recorded.firstIndex { $0 != 0 } ?? 0) - (expected.firstIndex { $0 != 0 } ?? 0)
    #expect(delay > 0 && delay % (2 * width) == 0, "\(self)")
    #expect(recorded.dropFirst(delay).starts(with: expected), "\(self)")
  }
}
