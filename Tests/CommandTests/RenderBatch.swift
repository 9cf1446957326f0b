import AudioFile
import Foundation
import TestSupport

/// Inputs, captures and what batches make of them.
struct RenderBatch {
  static let models = ["lstm_1x8_clean", "lstm_1x16_crunch", "wavenet_nano_crunch"]
    .map { Repository.path("Models/\($0).nam") }

  static var modelOptions: [String] { models.flatMap { ["-m", $0] } }

  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Short noise, of mixed length, rate, format and channels; in `in/`, every third file in a folder below.
  func writeInputs(_ count: Int) throws {
    var generator = SeededGenerator(seed: 3)
    for part in ["in", "in/a", "in/a/b"] { try makeFolder(part) }
    for index in 0..<count {
      let channels = index % 5 == 4 ? 2 : 1
      let samples = generator.floats(channels * Int.random(in: 1...3000, using: &generator), in: -0.4...0.4)
      let rate = [48_000, 44_100, 48_000, 96_000][index % 4]
      let wav =
        index % 3 == 0
        ? TestWAV(.int16(samples.map { Int16($0 * 32_767) }), channels: channels, rate: rate)
        : TestWAV(samples, channels: channels, rate: rate)
      _ = try folder.write(wav.bytes, as: "\(["in", "in/a", "in/a/b"][index % 3])/take\(index).wav")
    }
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
