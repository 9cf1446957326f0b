import AudioFile
import NeuralAmp
import TestSupport
import Testing

/// Containers, sample formats and tags.
struct FormatTests {
  private let bench: RenderBench
  private static let int16 = stride(from: -32768, through: 32767, by: 13).map { Int16($0) }
  private static let int24 = stride(from: -8_388_608, through: 8_388_607, by: 4096).map { Int32($0) }
  private static let floats = stride(from: -1.5, through: 1.5, by: 0.01).map { Float($0) }

  init() throws { bench = try RenderBench() }

  /// Through a wire, what was in the file is in the file: same format, same samples.
  @Test func int16StaysAsItIs() throws {
    let report = try bench.render(try bench.input(TestWAV(.int16(Self.int16))))
    #expect(report.sampleFormat == .int16 && report.clippedCount == 0)
    #expect(try bench.read().sampleFormat == .int16)
    #expect(try bench.samples() == Self.int16.map { Float($0) / 32768 })
  }

  @Test func int24StaysAsItIs() throws {
    try bench.render(try bench.input(TestWAV(.int24(Self.int24))))
    #expect(try bench.read().sampleFormat == .int24)
    #expect(try bench.samples() == Self.int24.map { Float($0) / 8_388_608 })
  }

  @Test func floatStaysFloatAndBeyondFullScale() throws {
    let report = try bench.render(try bench.input(TestWAV(Self.floats)))
    #expect(report.sampleFormat == .float32 && report.clippedCount == 0)
    #expect(abs(report.outputPeak - 1.5) < 1e-6)
    #expect(try bench.samples() == Self.floats)
  }

  @Test(arguments: [
    (SampleFormat.int16, 32768.0), (.int24, 8_388_608), (.int32, 2_147_483_648), (.int8, 128),
  ])
  func chosenIntegers(_ format: SampleFormat, _ scale: Double) throws {
    let report = try bench.render(try bench.input(TestWAV(Self.floats))) { $0.sampleFormat = format }
    #expect(report.sampleFormat == format)
    #expect(try bench.read().sampleFormat == format)
    #expect(report.clippedCount == Self.floats.count { abs($0) > 1 })
    let highest = Float((scale - 1) / scale)
    for (found, wanted) in zip(try bench.samples(), Self.floats) {
      #expect(abs(found - min(max(wanted, -1), highest)) <= Float(0.5 / scale) + 1e-7)
    }
  }

  @Test(arguments: [SampleFormat.float32, .float64])
  func chosenFloats(_ format: SampleFormat) throws {
    try bench.render(try bench.input(TestWAV(.int16(Self.int16)))) { $0.sampleFormat = format }
    #expect(try bench.read().sampleFormat == format)
    #expect(try bench.samples() == Self.int16.map { Float($0) / 32768 })
  }

  /// Every container that stores samples, there and back again.
  @Test(arguments: ["wav", "aiff", "aif", "flac", "caf", "au", "w64", "rf64", "WAV"])
  func lossless(_ suffix: String) throws {
    try bench.render(try bench.input(TestWAV(.int24(Self.int24), channels: 2)), to: "there.\(suffix)")
    let back = try bench.render(bench.folder.path("there.\(suffix)"), to: "back.wav")
    #expect(back.channelCount == 2 && back.sampleFormat == .int24)
    #expect(try bench.samples("back.wav") == Self.int24.map { Float($0) / 8_388_608 })
  }

  @Test(arguments: ["ogg", "opus", "mp3"])
  func lossy(_ suffix: String) throws {
    let tone = sine(frequency: 440, rate: 48_000, frames: 48_000)
    let report = try bench.render(try bench.input(TestWAV(tone)), to: "out.\(suffix)")
    #expect(report.sampleFormat == nil)
    let decoded = try bench.samples("out.\(suffix)")
    #expect(abs(decoded.count - tone.count) < 4000)
    let level = (decoded.reduce(0) { $0 + $1 * $1 } / Float(decoded.count)).squareRoot()
    #expect(abs(level - 0.3536) < 0.03)
  }

  @Test func lossyInputIsKeptAt24Bits() throws {
    let tone = sine(frequency: 440, rate: 48_000, frames: 4800)
    try bench.render(try bench.input(TestWAV(tone)), to: "in.ogg")
    #expect(try bench.render(bench.folder.path("in.ogg")).sampleFormat == .int24)
  }

  /// FLAC has no floats and no 32 bits: without being asked for either it takes 24.
  @Test func flacOfFloatsHas24Bits() throws {
    let report = try bench.render(try bench.input(TestWAV(Self.floats)), to: "out.flac")
    #expect(report.sampleFormat == .int24)
    #expect(report.clippedCount == Self.floats.count { abs($0) > 1 })
  }

  @Test func flacCannotHoldFloatsThatAreAskedFor() throws {
    let input = try bench.input(TestWAV(Self.floats))
    #expect(
      bench.problem { try bench.render(input, to: "out.flac") { $0.sampleFormat = .float32 } }
        == .unsupportedFormat(
          container: "FLAC", what: "32-bit float samples, 1 channel at 48000 Hz"))
    #expect(try bench.folder.names() == ["in.wav"])
  }

  @Test(arguments: ["out.xyz", "out", "out.nam"])
  func unknownContainer(_ name: String) throws {
    let input = try bench.input(TestWAV([0]))
    let suffix = name.split(separator: ".").dropFirst().joined()
    #expect(bench.problem { try bench.render(input, to: name) } == .unknownContainer(extension: suffix))
  }

  @Test(arguments: ["ogg", "opus", "mp3"])
  func lossyCodecsHaveNoSampleFormat(_ suffix: String) throws {
    let input = try bench.input(TestWAV(Self.floats))
    guard
      case .unsupportedFormat(_, "16-bit integer samples")? = bench.problem({
        try bench.render(input, to: "out.\(suffix)") { $0.sampleFormat = .int16 }
      })
    else {
      Issue.record("--bits was taken for \(suffix)")
      return
    }
  }

  @Test(arguments: ["flac", "opus", "mp3"])
  func containersThatCannotBeEmpty(_ suffix: String) throws {
    let input = try bench.input(TestWAV([]))
    guard
      case .unsupportedFormat(_, "a file without frames")? = bench.problem({
        try bench.render(input, to: "out.\(suffix)")
      })
    else {
      Issue.record("an empty file of \(suffix) was written")
      return
    }
    #expect(try bench.folder.names() == ["in.wav"])
  }

  /// Their sizes are 32 bits wide: refused before an hour is spent on them.
  @Test(arguments: [("aiff", "AIFF"), ("au", "AU")])
  func containersOfFourGigabytes(_ suffix: String, _ container: String) throws {
    let input = try bench.input(TestWAV([0]))
    #expect(
      bench.problem { try bench.render(input, to: "out.\(suffix)") { $0.tail = 30_000 } }
        == .unsupportedFormat(container: container, what: "more than 4 GiB"))
  }

  @Test(arguments: ["out.wav", "out.flac", "out.aiff", "out.ogg"])
  func tagsAreKept(_ name: String) throws {
    var wav = TestWAV([0, 0.5, 0])
    wav.tags = [("INAM", "Riff in E"), ("IART", "Nobody"), ("ICMT", "take 3")]
    try bench.render(try bench.input(wav), to: name)
    #expect(
      try bench.read(name).tags == AudioTags(title: "Riff in E", artist: "Nobody", comment: "take 3"))
  }
}
