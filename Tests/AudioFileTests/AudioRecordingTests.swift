import AudioFile
import Foundation
import TestSupport
import Testing

/// A file that is written as the sound comes, and can be read at every moment.
struct AudioRecordingTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Reading it while it is open is what is left after a kill -9.
  @Test(arguments: ["wav", "w64", "rf64", "caf", "aiff", "au", "flac"])
  func isWholeAtEveryMoment(_ suffix: String) throws {
    let path = folder.path("take.\(suffix)")
    let recording = try AudioRecording(path: path, sampleRate: 44_100, channelCount: 2)
    // FLAC has nothing to read before its first block, and in any empty AIFF file libsndfile sees 4 frames.
    if suffix != "flac" { #expect(try AudioFileReader(path: path).frameCount == (suffix == "aiff" ? 4 : 0)) }
    let samples = ramp(frameCount: 30_000)
    for start in stride(from: 0, to: samples.count, by: 20_000) {
      try recording.write(samples[start..<start + 20_000])
      let readable = try AudioFileReader(path: path).readAll()
      let written = samples[..<(start + 20_000)]
      let missing = written.count - readable.count
      #expect(suffix == "flac" ? (0..<2 * 4096).contains(missing) : missing == 0)
      #expect(readable == Array(written.prefix(readable.count)))
    }
    try recording.finish()
    let reader = try AudioFileReader(path: path)
    #expect(reader.sampleRate == 44_100 && reader.channelCount == 2)
    #expect(reader.sampleFormat == (suffix == "flac" ? .int24 : .float32))
    #expect(try reader.readAll() == samples)
    #expect(recording.frameCount == 30_000)
  }

  /// As a kill in the middle of a write leaves it.
  @Test func blockOfFLACThatIsCutShort() throws {
    let path = folder.path("take.flac")
    let recording = try AudioRecording(path: path, sampleRate: 48_000, channelCount: 2)
    let samples = ramp(frameCount: 30_000)
    try recording.write(samples)
    let bytes = try folder.bytes("take.flac")
    let cut = try folder.write(Array(bytes.dropLast(100)), as: "cut.flac")
    let readable = try AudioFileReader(path: cut).readAll()
    #expect(readable.count >= 2 * (30_000 - 2 * 4096))
    #expect(readable == Array(samples.prefix(readable.count)))
  }

  /// The file is made longer under the recording's hands, without taking room on the disk.
  @Test func beyondFourGibibytesWAVIsRF64() throws {
    let path = folder.path("take.wav")
    let recording = try AudioRecording(path: path, sampleRate: 48_000, channelCount: 3)
    let samples = ramp(frameCount: 1500)
    try recording.write(samples)
    #expect(try head(path, count: 4) == Data("RIFF".utf8))
    #expect(truncate(path, 1 << 32) == 0)
    try recording.write(samples)
    let written = try head(path, count: 30_000)
    #expect(written.starts(with: Data("RF64".utf8)))
    let data = try #require(written.range(of: Data("data".utf8))).upperBound + 4
    let bytes = (samples + samples).withUnsafeBytes { Data($0) }
    #expect(written[data...].starts(with: bytes))
    try recording.finish()
    #expect(try AudioFileReader(path: path).frameCount == ((1 << 32) - data) / 12)
  }

  @Test func silenceIsAsLongAsAsked() throws {
    let recording = try AudioRecording(path: folder.path("a.wav"), sampleRate: 48_000, channelCount: 2)
    try recording.writeSilence(frameCount: 10_001)
    try recording.writeSilence(frameCount: 0)
    try recording.finish()
    let samples = try AudioFileReader(path: folder.path("a.wav")).readAll()
    #expect(samples == [Float](repeating: 0, count: 20_002))
  }

  @Test func onlyIntegersAreClipped() throws {
    for (suffix, count) in [("wav", 0), ("flac", 2)] {
      let recording = try AudioRecording(
        path: folder.path("a.\(suffix)"), sampleRate: 48_000, channelCount: 1)
      try recording.write([0.5, 1.5, -2])
      #expect(recording.clippedCount == count)
    }
  }

  @Test func existingFileIsRefused() throws {
    let path = try folder.write([1, 2, 3], as: "take.wav")
    #expect(problem(path) == .taken)
    #expect(try folder.bytes("take.wav") == [1, 2, 3])
    #expect(symlink("nowhere.wav", folder.path("link.wav")) == 0)
    #expect(problem(folder.path("link.wav")) == .taken)
    #expect(try folder.names() == ["link.wav", "take.wav"])
  }

  @Test(arguments: ["ogg", "opus", "mp3"])
  func lossyContainersAreRefused(_ suffix: String) throws {
    #expect(problem(folder.path("take.\(suffix)"))?.isNotRecordable == true)
    #expect(try folder.names() == [])
  }

  @Test func whatCannotBeIsRefusedBeforeAFileIsMade() throws {
    #expect(problem(folder.path("take")) == .unknownContainer(extension: ""))
    #expect(problem(folder.path("no/take.wav")) == .folderMissing(folder.path("no")))
    #expect(
      problem(folder.path("take.flac"), channelCount: 9)
        == .unsupportedFormat(container: "FLAC", what: "24-bit integer samples, 9 channels at 48000 Hz"))
    #expect(try folder.names() == [])
  }

  /// So that the name is free for the next try.
  @Test(arguments: [true, false])
  func whatNeverBeganLeavesNoFile(isFinished: Bool) throws {
    for suffix in ["wav", "flac"] {
      let recording = try AudioRecording(
        path: folder.path("take.\(suffix)"), sampleRate: 48_000, channelCount: 1)
      if isFinished { try recording.finish() }
    }
    #expect(try folder.names() == [])
  }

  @Test func anotherFileOfTheNameStays() throws {
    var recording: AudioRecording? = try AudioRecording(
      path: folder.path("take.wav"), sampleRate: 48_000, channelCount: 1)
    #expect(rename(folder.path("take.wav"), folder.path("moved.wav")) == 0)
    _ = try folder.write([7], as: "take.wav")
    #expect(recording?.frameCount == 0)
    recording = nil
    #expect(try folder.bytes("take.wav") == [7])
  }

  private func problem(_ path: String, channelCount: Int = 1) -> AudioFileError.Problem? {
    do throws(AudioFileError) {
      _ = try AudioRecording(path: path, sampleRate: 48_000, channelCount: channelCount)
      return nil
    } catch {
      return error.problem
    }
  }

  private func head(_ path: String, count: Int) throws -> Data {
    let file = try #require(FileHandle(forReadingAtPath: path))
    return try file.read(upToCount: count) ?? Data()
  }

  /// Stereo; 24 bits hold it exactly.
  private func ramp(frameCount: Int) -> [Float] {
    (0..<2 * frameCount).map { Float($0) / 65_536 }
  }
}

extension AudioFileError.Problem {
  fileprivate var isNotRecordable: Bool {
    if case .notRecordable = self { true } else { false }
  }
}

extension AudioRecording {
  fileprivate func write(_ samples: some Collection<Float>) throws {
    try Array(samples).withUnsafeBufferPointer { try write($0) }
  }
}
