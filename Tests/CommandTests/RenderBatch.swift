import Foundation
import TestSupport
import Testing

@testable import AudioFile

/// Inputs, captures and what batches make of them.
struct RenderBatch {
  static let models = ["lstm_1x8_clean", "lstm_1x16_crunch", "wavenet_nano_crunch"]
    .map { Repository.path("Models/\($0).nam") }

  static var modelOptions: [String] { models.flatMap { ["-m", $0] } }

  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// In turn. The first are WAV files, which tests call by their names.
  private static let formats: [(suffix: String, samples: SampleFormat)] = [
    ("wav", .int16), ("wav", .float32), ("wav", .int24), ("wav", .int16), ("flac", .int24), ("aiff", .int24),
    ("flac", .int16), ("aiff", .float32),
  ]
  // 8, 5 and 7 of them: every one meets every other, and a dozen files have them all.
  private static let channelCounts = [1, 1, 2, 1, 3]
  private static let rates = [48_000, 44_100, 48_000, 96_000, 48_000, 44_100, 48_000]

  /// Short noise, of mixed length, rate, format and channels; in `in/`, every third file in a folder below.
  func writeInputs(_ count: Int) throws {
    var generator = SeededGenerator(seed: 3)
    for part in ["in", "in/a", "in/a/b"] { try makeFolder(part) }
    for index in 0..<count {
      let (suffix, samples) = Self.formats[index % Self.formats.count]
      try writeNoise(
        "\(["in", "in/a", "in/a/b"][index % 3])/take\(index).\(suffix)", samples,
        frameCount: Int.random(in: 1...3000, using: &generator),
        channels: Self.channelCounts[index % Self.channelCounts.count],
        rate: Self.rates[index % Self.rates.count], &generator)
    }
  }

  /// - Parameter name: its extension chooses the container.
  func writeNoise(
    _ name: String, _ sampleFormat: SampleFormat, frameCount: Int, channels: Int, rate: Int,
    _ generator: inout SeededGenerator
  ) throws {
    let path = folder.path(name)
    let format = AudioFileFormat(
      container: try #require(AudioContainer(path: name)), sampleFormat: sampleFormat, sampleRate: rate,
      channelCount: channels)
    let writer = try AudioFileWriter(
      path: path, destination: .path(path, replacing: false), format: format, frameCount: frameCount,
      tags: AudioTags())
    let samples = generator.floats(frameCount * channels, in: -0.4...0.4)
    try samples.withUnsafeBufferPointer { try writer.write($0) }
    try writer.finish().commit()
  }

  func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: folder.path(name), withIntermediateDirectories: true)
  }

  func run(_ arguments: [String]) throws -> Headroom.Result {
    try Headroom.run(["render"] + arguments, in: folder)
  }

  /// What all files in a folder and below it hold, by their paths in it.
  func content(_ name: String) throws -> [String: Data] {
    let root = folder.path(name)
    guard let paths = FileManager.default.enumerator(atPath: root) else { return [:] }
    var content: [String: Data] = [:]
    for case let path as String in paths {
      guard let data = FileManager.default.contents(atPath: "\(root)/\(path)") else { continue }
      content[path] = data
    }
    return content
  }
}
