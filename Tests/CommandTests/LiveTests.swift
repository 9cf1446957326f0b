import AudioFile
import Foundation
import TestSupport
import Testing

/// `headroom live` on simulated cards: what is played, to the bit.
struct LiveTests {
  /// How a sample lies in a device's memory, and what `render` calls the same.
  struct Format: CustomStringConvertible {
    let name: String
    let bits: String
    let width: Int
    let encode: @Sendable (Float) -> [UInt8]

    var description: String { name }

    static let all = [
      Format(name: "FLOAT_LE", bits: "32f", width: 4) { bytes(Int($0.bitPattern), 4) },
      Format(name: "S32_LE", bits: "32", width: 4) { bytes(Int(Double($0) * 0x1p31), 4) },
      Format(name: "S24_3LE", bits: "24", width: 3) { bytes(Int(Double($0) * 0x1p23), 3) },
      Format(name: "S16_LE", bits: "16", width: 2) { bytes(Int(Double($0) * 0x1p15), 2) },
    ]

    private static func bytes(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
  }

  struct Layout: CustomStringConvertible {
    let period: Int
    let periods: Int
    let access: String

    var description: String { "\(period) x \(periods), \(access)" }

    static let all = [(16, 2), (32, 2), (64, 2), (128, 2), (256, 4)].flatMap { period, periods in
      ["mmap", "rw"].map { Layout(period: period, periods: periods, access: $0) }
    }
  }

  /// A decaying chord that a 16-bit converter gives exactly.
  static let signal: [Float] = zip(
    sine(frequency: 110, rate: 48_000, frames: 12_000, amplitude: 0.4),
    sine(frequency: 277, rate: 48_000, frames: 12_000, amplitude: 0.3)
  ).enumerated().map { index, pair in
    ((pair.0 + pair.1) * exp(-Float(index) / 9000) * 32_768).rounded() / 32_768
  }

  @Test(arguments: Format.all, Layout.all)
  func sameBitsAsRender(_ format: Format, _ layout: Layout) throws {
    let folder = try TemporaryFolder()
    let frames = Self.signal.flatMap { format.encode($0) + format.encode(-$0) }
    var card = RigCard("same-\(format.name)-\(layout.period)-\(layout.access)")
    card.formats = [format.name]
    card.infile = try folder.write(frames, as: "in.raw")
    card.outfile = folder.path("out.raw")
    let rig = try Rig(card, in: folder)
    let result = try Headroom.run(
      [
        "live", "-m", Headroom.model, "-d", card.name, "-p", "\(layout.period)", "-n", "\(layout.periods)",
        "--access", layout.access, "--seconds", "0.25", "--quiet",
      ], in: folder, rig: rig)
    #expect(result.exitCode == 0, "\(result.errorText)")

    let played = try folder.bytes("out.raw")
    let latency = layout.period * layout.periods
    #expect(played.prefix(latency * 2 * format.width).allSatisfy { $0 == 0 })
    let rendered = try Self.render(format, in: folder)
    for channel in 0..<2 {
      let samples = (0..<Self.signal.count).flatMap { frame in
        let start = ((frame + latency) * 2 + channel) * format.width
        return played[start..<start + format.width]
      }
      #expect(samples == rendered)
    }
  }

  private static func render(
    _ format: Format, _ signal: [Float] = signal, in folder: TemporaryFolder
  ) throws -> [UInt8] {
    _ = try folder.write(TestWAV(signal).bytes, as: "in.wav")
    let result = try Headroom.run(
      "render", "-m", Headroom.model, "in.wav", "-o", "out.wav", "--bits", format.bits, in: folder)
    #expect(result.exitCode == 0)
    return try folder.bytes("out.wav").suffix(signal.count * format.width)
  }

  /// The second input, and the outputs that nobody asked for stay silent.
  @Test func channels() throws {
    let folder = try TemporaryFolder()
    let format = Format.all[0]
    let silence = [UInt8](repeating: 0, count: 4)
    var card = RigCard("channels")
    card.formats = [format.name]
    card.channels = "4"
    card.infile = try folder.write(
      Self.signal.flatMap { silence + format.encode($0) + silence + silence }, as: "in.raw")
    card.outfile = folder.path("out.raw")
    let rig = try Rig(card, in: folder)
    let result = try Headroom.run(
      [
        "live", "-m", Headroom.model, "-d", card.name, "--in", "2", "--out", "2,4", "--seconds", "0.25",
        "--quiet",
      ], in: folder, rig: rig)
    #expect(result.exitCode == 0, "\(result.errorText)")
    let played = try folder.bytes("out.raw")
    let rendered = try Self.render(format, in: folder)
    for channel in 0..<4 {
      let samples = (0..<Self.signal.count).flatMap { frame in
        let start = ((frame + 128) * 4 + channel) * 4
        return played[start..<start + 4]
      }
      if channel % 2 == 1 {
        #expect(samples == rendered)
      } else {
        #expect(samples.allSatisfy { $0 == 0 })
      }
    }
  }

  /// Each through a capture of its own, in the order in which they are named; the recordings have them all.
  @Test(arguments: ["mmap", "rw"])
  func severalChannels(_ access: String) throws {
    let folder = try TemporaryFolder()
    let format = Format.all[0]
    let signals = [Self.signal, Self.signal.map { -0.25 * $0 }]
    var card = RigCard("several-\(access)")
    card.formats = [format.name]
    card.channels = "4"
    card.infile = try folder.write(
      Self.signal.indices.flatMap { frame in
        [0, signals[1][frame], signals[0][frame], 0].flatMap(format.encode)
      }, as: "in.raw")
    card.outfile = folder.path("out.raw")
    let rig = try Rig(card, in: folder)
    let result = try Headroom.run(
      [
        "live", "-m", Headroom.model, "-d", card.name, "--in", "3,2", "--out", "1,4", "--access", access,
        "--seconds", "0.25", "--quiet", "--record", "take.wav", "--record-input", "di.wav",
      ], in: folder, rig: rig)
    #expect(result.exitCode == 0, "\(result.errorText)")
    let played = try folder.bytes("out.raw")
    let rendered = try signals.map { try Self.render(format, $0, in: folder) }
    let expected = [rendered[0], nil, nil, rendered[1]]
    for channel in 0..<4 {
      let samples = (0..<Self.signal.count).flatMap { frame in
        let start = ((frame + 128) * 4 + channel) * 4
        return played[start..<start + 4]
      }
      #expect(samples == expected[channel] ?? [UInt8](repeating: 0, count: 4 * Self.signal.count))
    }
    let (take, input) = (
      try AudioFileReader(path: folder.path("take.wav")), try AudioFileReader(path: folder.path("di.wav"))
    )
    #expect(take.channelCount == 2 && input.channelCount == 2)
    let (takeSamples, inputSamples) = (try take.readAll(), try input.readAll())
    let isRight = Self.signal.indices.allSatisfy { frame in
      (0..<2).allSatisfy { channel in
        let bytes = format.encode(takeSamples[2 * frame + channel])
        return bytes == Array(rendered[channel][4 * frame..<4 * frame + 4])
          && inputSamples[2 * frame + channel] == signals[channel][frame]
      }
    }
    #expect(isRight)
  }

  /// What comes near to a wish is taken, and said.
  @Test func nearest() throws {
    var card = RigCard("nearest")
    card.formats = ["S16_LE"]
    card.channels = "2"
    card.rate = "44100"
    card.period = "256"
    card.periods = "3"
    let rig = try Rig(card)
    let result = try Headroom.run(
      ["live", "-m", Headroom.model, "-d", card.name, "--seconds", "0.1"], rig: rig)
    #expect(result.exitCode == 0)
    #expect(result.errorText.contains("44100 Hz, 2 periods of 256 frames: "))
    #expect(result.errorText.contains("the nearest the device has to 48000 Hz, 2 periods of 64 frames"))
    #expect(result.errorText.contains("the capture runs at 48000 Hz"))
    #expect(result.errorText.contains("resampling takes 1.34 ms of it"))
  }

  @Test func json() throws {
    let rig = try Rig(RigCard("json"))
    let result = try Headroom.run(
      ["live", "-m", Headroom.model, "-d", "json", "--seconds", "1", "--json"], rig: rig)
    #expect(result.exitCode == 0)
    let events = try LiveEvents(result)
    let playing = try #require(events.first("playing"))
    #expect(playing["rate"] as? Int == 48_000)
    #expect(playing["period"] as? Int == 64 && playing["periods"] as? Int == 2)
    #expect(playing["latency_frames"] as? Double == 128)
    let summary = try #require(events.first("summary"))
    let frames = try #require(summary["frames"] as? Int)
    #expect(frames >= 48_000 && frames < 50_000)
    #expect(summary["xruns_capture"] as? Int == 0 && summary["xruns_playback"] as? Int == 0)
    #expect(summary["delay_playback_frames"] as? Int == 128)
  }
}

/// The lines of `live --json`.
struct LiveEvents {
  let all: [[String: Any]]

  init(_ result: Headroom.Result) throws { try self.init(result.text) }

  init(_ text: String) throws {
    all = try text.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }

  func first(_ name: String) -> [String: Any]? { all.first { $0["event"] as? String == name } }
  func count(_ name: String) -> Int { all.count { $0["event"] as? String == name } }
}
