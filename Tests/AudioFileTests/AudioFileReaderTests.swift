import AudioFile
import Foundation
import TestSupport
import Testing

/// Inputs that are none, each with its own problem.
struct AudioFileReaderTests {
  private let bench: RenderBench

  init() throws { bench = try RenderBench() }

  private func problem(_ path: String) -> AudioFileError.Problem? {
    bench.problem { try AudioFileReader(path: path) }
  }

  @Test func missing() { #expect(problem("/nowhere/in.wav") == .missing) }

  @Test func folder() { #expect(problem("/tmp") == .directory) }

  @Test func empty() throws { #expect(problem(try bench.folder.write([], as: "in.wav")) == .empty) }

  @Test(arguments: ["hello", "{\"version\": \"0.5.4\"}", "RIFF", "RIFF\u{4}\u{0}\u{0}\u{0}WAVE", "fLaC"])
  func notAudio(_ text: String) throws {
    let path = try bench.folder.write(Array(text.utf8), as: "in.wav")
    guard case .notAudio? = problem(path) else {
      Issue.record("\(text): \(String(describing: problem(path)))")
      return
    }
  }

  @Test func properties() throws {
    var wav = TestWAV(.int24([1, 2, 3, 4, 5, 6]), channels: 2, rate: 44_100)
    wav.tags = [("INAM", "name")]
    let reader = try AudioFileReader(path: try bench.input(wav))
    #expect(reader.channelCount == 2 && reader.frameCount == 3 && reader.sampleRate == 44_100)
    #expect(reader.sampleFormat == .int24)
    #expect(reader.tags == AudioTags(title: "name"))
  }

  /// A recorder that lost power leaves a header that promises more: what is there is used.
  @Test func wavCutShortGivesWhatIsThere() throws {
    let bytes = TestWAV([Float](repeating: 0.5, count: 1000)).bytes
    let path = try bench.folder.write(Array(bytes.prefix(bytes.count - 2000)), as: "in.wav")
    #expect(try AudioFileReader(path: path).readAll() == [Float](repeating: 0.5, count: 500))
  }

  /// The header of an MP3 file gives no length: what is there is counted.
  @Test func mp3CutShortGivesWhatIsThere() throws {
    let tone = sine(frequency: 440, rate: 48_000, frames: 48_000)
    try bench.render(try bench.input(TestWAV(tone)), to: "whole.mp3")
    #expect(try bench.read("whole.mp3").frameCount == 48_000)
    let bytes = try bench.folder.bytes("whole.mp3")
    let path = try bench.folder.write(Array(bytes.prefix(bytes.count / 2)), as: "cut.mp3")
    let report = try bench.render(path)
    #expect((10_000...30_000).contains(report.frameCount))
    #expect(try bench.samples().count == report.frameCount)
  }

  /// As a FLAC encoder leaves it that writes to a pipe: the header has 0 for the number of frames.
  @Test func flacOfUnknownLength() throws {
    try bench.render(
      try bench.input(TestWAV(sine(frequency: 440, rate: 48_000, frames: 10_000))), to: "known.flac")
    var bytes = try bench.folder.bytes("known.flac")
    // STREAMINFO starts at 8; its bytes 13 (low half) to 17 are the 36 bits of the count.
    bytes[8 + 13] &= 0xF0
    for index in 14...17 { bytes[8 + index] = 0 }
    let path = try bench.folder.write(bytes, as: "unknown.flac")
    #expect(try AudioFileReader(path: path).frameCount == 10_000)
    #expect(try bench.render(path) { $0.tail = 0.01 }.frameCount == 10_480)
  }

  @Test(arguments: ["ogg", "opus"])
  func oggCutShortGivesWhatIsThere(_ suffix: String) throws {
    let tone = sine(frequency: 440, rate: 48_000, frames: 200_000)
    try bench.render(try bench.input(TestWAV(tone)), to: "whole.\(suffix)")
    let bytes = try bench.folder.bytes("whole.\(suffix)")
    let path = try bench.folder.write(Array(bytes.prefix(bytes.count * 3 / 4)), as: "cut.\(suffix)")
    let report = try bench.render(path)
    #expect((20_000..<200_000).contains(report.frameCount))
    #expect(try bench.samples().count == report.frameCount)
  }

  @Test func flacCutShortIsDamaged() throws {
    var generator = SeededGenerator(seed: 6)
    let noise = generator.floats(50_000, in: -0.5...0.5)
    try bench.render(try bench.input(TestWAV(noise)), to: "whole.flac")
    let bytes = try bench.folder.bytes("whole.flac")
    let path = try bench.folder.write(Array(bytes.prefix(bytes.count / 2)), as: "cut.flac")
    guard case .damaged(let read, promisedFrames: 50_000)? = bench.problem({ try bench.render(path) })
    else {
      Issue.record("a FLAC file cut in half was taken")
      return
    }
    #expect(read > 10_000 && read < 40_000)
    #expect(!(try bench.folder.names()).contains("out.wav"))
  }
}
