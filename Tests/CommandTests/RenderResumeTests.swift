import AudioFile
import Foundation
import TestSupport
import Testing

/// `headroom render --resume`.
struct RenderResumeTests {
  private let batch: RenderBatch
  private var folder: TemporaryFolder { batch.folder }

  init() throws { batch = try RenderBatch() }

  /// Names of outputs, and whether they were rendered.
  private func resume(_ arguments: [String]) throws -> (done: [String], skipped: [String]) {
    let result = try batch.run(arguments + ["--resume", "--json"])
    #expect(result.exitCode == 0, "\(result.errorText)")
    let summary = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output)) as? [String: Any])
    let names = { (key: String) in
      (summary[key] as? [[String: Any]] ?? []).compactMap { $0["output"] as? String }
        .compactMap { $0.split(separator: "/").last.map(String.init) }.sorted()
    }
    return (names("outputs"), names("skipped"))
  }

  private func touch(_ path: String, secondsFromNow: Double) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: secondsFromNow)], ofItemAtPath: path)
  }

  @Test(arguments: [[], ["--tail", "0.1"], ["--output-rate", "model"], ["--name", "{input}.flac"]])
  func wholeOutputsAreLeft(_ options: [String]) throws {
    try batch.writeInputs(8)
    let arguments = ["-r", "in", "-m", RenderBatch.models[0], "-o", "out"] + options
    #expect(try resume(arguments).done.count == 8)
    let content = try batch.content("out")
    let again = try resume(arguments)
    #expect(again.done.isEmpty && again.skipped.count == 8)
    #expect(try batch.content("out") == content)
    #expect(try batch.run(arguments + ["--resume", "--dry-run"]).text.contains(": done already\n"))
  }

  @Test(arguments: ["ogg", "opus", "mp3"])
  func lossyOutputsAreLeft(_ suffix: String) throws {
    var generator = SeededGenerator(seed: 4)
    _ = try folder.write(TestWAV(generator.floats(10_000, in: -0.4...0.4)).bytes, as: "a.wav")
    let arguments = ["a.wav", "-m", RenderBatch.models[0], "-o", "a.\(suffix)"]
    #expect(try resume(arguments).done.count == 1)
    #expect(try resume(arguments).skipped.count == 1)
  }

  /// A FLAC file that is cut short still tells the whole length.
  @Test func cutFLACIsRenderedAgain() throws {
    var generator = SeededGenerator(seed: 4)
    _ = try folder.write(TestWAV(generator.floats(50_000, in: -0.4...0.4)).bytes, as: "a.wav")
    let arguments = ["a.wav", "-m", RenderBatch.models[0], "-o", "a.flac"]
    #expect(try resume(arguments).done.count == 1)
    #expect(try resume(arguments).skipped.count == 1)
    let whole = try folder.bytes("a.flac")
    for length in [whole.count - 1, whole.count - 5000, whole.count / 2] {
      _ = try folder.write(Array(whole.prefix(length)), as: "a.flac")
      #expect(try resume(arguments).done.count == 1, "\(length) of \(whole.count) bytes")
      #expect(try folder.bytes("a.flac") == whole)
    }
  }

  @Test func changedFilesAreRenderedAgain() throws {
    try batch.writeInputs(6)
    _ = try folder.write([UInt8](Data(contentsOf: URL(filePath: RenderBatch.models[0]))), as: "amp.nam")
    let arguments = ["-r", "in", "-m", "amp.nam", "-o", "out", "--name", "{input}"]
    #expect(try resume(arguments).done.count == 6)
    // A newer input, a longer one, an output cut short, one that is no audio, and one that is gone.
    try touch(folder.path("in/take0.wav"), secondsFromNow: 60)
    _ = try folder.write(TestWAV([Float](repeating: 0, count: 5000)).bytes, as: "in/a/take1.wav")
    try touch(folder.path("in/a/take1.wav"), secondsFromNow: -60)
    let cut = try folder.bytes("out/a/b/take2.wav")
    _ = try folder.write(Array(cut.dropLast(8)), as: "out/a/b/take2.wav")
    _ = try folder.write([1, 2, 3], as: "out/take3.wav")
    try FileManager.default.removeItem(atPath: folder.path("out/a/take4.wav"))
    let again = try resume(arguments)
    #expect(again.skipped == ["take5.wav"])
    #expect(again.done == ["take0.wav", "take1.wav", "take2.wav", "take3.wav", "take4.wav"])
    try touch(folder.path("in/take0.wav"), secondsFromNow: -60)
    #expect(try resume(arguments).skipped.count == 6)
    try touch(folder.path("amp.nam"), secondsFromNow: 60)
    #expect(try resume(arguments).done.count == 6)
  }

  /// Killed at random moments and resumed until all is done: every output is whole at any time, and no more
  /// than the files in flight are rendered again.
  @Test func killedAtRandomMoments() throws {
    try batch.writeInputs(24)
    let arguments = ["-r", "in"] + RenderBatch.models.flatMap { ["-m", $0] } + ["--jobs", "2"]
    let begin = ContinuousClock.now
    #expect(try batch.run(arguments + ["-o", "whole"]).exitCode == 0)
    let duration = (ContinuousClock.now - begin) / .seconds(1)
    let whole = try batch.content("whole")
    #expect(whole.count == 72)
    var generator = SeededGenerator(seed: 6)
    let paths = ["render", "-r", folder.path("in"), "-o", folder.path("out"), "--jobs", "2", "--resume"]
    var killedCount = 0
    for _ in 0..<(ResourceTests.isRelease ? 20 : 5) {
      let before = (try? batch.content("out")) ?? [:]
      let process = try Headroom.start(paths + RenderBatch.modelOptions)
      Thread.sleep(forTimeInterval: Double.random(in: 0...duration / 3, using: &generator))
      kill(process.processIdentifier, SIGKILL)
      Headroom.wait(for: process)
      if process.terminationReason == .uncaughtSignal { killedCount += 1 }
      let after = try batch.content("out")
      #expect(after.allSatisfy { whole[$0.key] == $0.value })
      #expect(before.keys.allSatisfy { after[$0] != nil })
    }
    #expect(killedCount > 0)
    let there = try batch.content("out").count
    let rest = try resume(arguments + ["-o", "out"])
    #expect(rest.skipped.count == there && rest.done.count == 72 - there)
    #expect(try batch.content("out") == whole)
  }
}
