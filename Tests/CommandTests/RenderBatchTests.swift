import AudioFile
import Foundation
import TestSupport
import Testing

/// Many files, many captures, many threads.
struct RenderBatchTests {
  private let batch: RenderBatch
  private var folder: TemporaryFolder { batch.folder }

  init() throws { batch = try RenderBatch() }

  /// However the work is spread, and in whatever order it comes, every file is the same to the bit.
  @Test func everySpreadGivesTheSameBits() throws {
    #if DEBUG
      let inputCount = 16
    #else
      let inputCount = 64
    #endif
    try batch.writeInputs(inputCount)
    let whole = ["-r", "in"] + RenderBatch.modelOptions
    let reference = try batch.run(whole + ["-o", "reference", "--sequential"])
    #expect(reference.exitCode == 0, "\(reference.errorText)")
    let content = try batch.content("reference")
    #expect(content.count == inputCount * 3)
    #expect(
      content["a/take1-lstm_1x8_clean.wav"] != nil && content["a/b/take2-wavenet_nano_crunch.wav"] != nil)
    for jobs in ["1", "2", "3"] {
      #expect(try batch.run(whole + ["-o", jobs, "--jobs", jobs]).exitCode == 0)
      #expect(try batch.content(jobs) == content)
    }
    for shard in ["3/3", "1/3", "2/3"] {
      #expect(try batch.run(whole + ["-o", "shards", "--jobs", "2", "--shard", shard]).exitCode == 0)
    }
    #expect(try batch.content("shards") == content)
    try expectAnyOrder(gives: content)
  }

  /// Inputs and captures one by one, shuffled. Their folders are kept only where they were searched for.
  private func expectAnyOrder(gives content: [String: Data]) throws {
    let flat = Dictionary(
      uniqueKeysWithValues: content.map { (String($0.key.split(separator: "/").last!), $0.value) })
    let inputs = try batch.content("in").keys.sorted().map { "in/\($0)" }
    for seed in 1...2 {
      var generator = SeededGenerator(seed: UInt64(seed))
      let models = RenderBatch.models.shuffled(using: &generator).flatMap { ["-m", $0] }
      let output = "shuffled\(seed)"
      let result = try batch.run(
        inputs.shuffled(using: &generator) + models + ["-o", output, "--jobs", "\(seed + 1)"])
      #expect(result.exitCode == 0, "\(result.errorText)")
      #expect(try batch.content(output) == flat)
    }
  }

  /// Threads without a file of their own take chunks of a long one: where it is cut is not to be heard.
  @Test func longFileInChunks() throws {
    // A chunk has 2^18 frames at most.
    #if DEBUG
      let frameCount = 270_001
    #else
      let frameCount = 800_001
    #endif
    try writeLongInput("long.wav", .int24, frameCount: frameCount, rate: 48_000)
    try expectSameBits("long", ["long.wav", "-m", RenderBatch.models[2]])
  }

  /// Two at a time, and threads that come to help from files which cannot be cut.
  @Test func longFilesBesideOthers() throws {
    #if DEBUG
      let frameCount = 150_001
    #else
      let frameCount = 800_001
    #endif
    try writeLongInput("a.flac", .int16, frameCount: frameCount, rate: 48_000)
    try writeLongInput("b.wav", .float32, frameCount: frameCount, rate: 44_100)
    try batch.writeInputs(8)
    let (lstm, waveNet) = (RenderBatch.models[0], RenderBatch.models[2])
    let others = try batch.content("in").keys.sorted().map { "in/\($0),\(lstm)" }
    let long = ["a.flac", "b.wav"].map { "\($0),\(waveNet)" }
    for (name, rows) in [("before", long + others), ("after", others + long)] {
      let text = (["input,model"] + rows).joined(separator: "\n")
      _ = try folder.write(Array(text.utf8), as: "\(name).csv")
      try expectSameBits(name, ["--manifest", "\(name).csv"])
    }
  }

  /// Stereo.
  private func writeLongInput(_ name: String, _ format: SampleFormat, frameCount: Int, rate: Int) throws {
    var generator = SeededGenerator(seed: 10)
    try batch.writeNoise(name, format, frameCount: frameCount, channels: 2, rate: rate, &generator)
  }

  private func expectSameBits(_ name: String, _ arguments: [String]) throws {
    let reference = try batch.run(arguments + ["-o", "\(name)/reference/", "--sequential"])
    #expect(reference.exitCode == 0, "\(reference.errorText)")
    #expect(try batch.run(arguments + ["-o", "\(name)/out/", "--jobs", "4"]).exitCode == 0)
    let content = try batch.content("\(name)/reference")
    #expect(try !content.isEmpty && batch.content("\(name)/out") == content)
  }

  @Test func shardsAreDisjointAndComplete() throws {
    try batch.writeInputs(10)
    let plan = {
      try batch.run(["-r", "in", "-o", "out", "--dry-run"] + RenderBatch.modelOptions + $0).text
        .split(separator: "\n").sorted()
    }
    let shards = try (1...4).map { try plan(["--shard", "\($0)/4"]) }
    #expect(shards.map(\.count).sorted() == [7, 7, 8, 8])
    #expect(try shards.joined().sorted() == plan([]))
    #expect(try batch.run(["-r", "in", "-m", RenderBatch.models[0], "--shard", "20/20"]).exitCode == 0)
  }

  @Test(arguments: [
    ("{input}-{model}", "take0-lstm_1x8_clean.wav"), ("{model}/{input}.flac", "lstm_1x8_clean/take0.flac"),
    ("x.{input}", "x.take0.wav"), ("amped", "amped.wav"),
  ])
  func names(_ pattern: String, _ name: String) throws {
    try batch.writeInputs(1)
    let arguments = ["-m", RenderBatch.models[0], "in/take0.wav", "-o", "out/", "--name", pattern]
    #expect(try batch.run(arguments).exitCode == 0)
    #expect(try batch.content("out").keys.sorted() == [name])
  }

  @Test func dryRunTouchesNothing() throws {
    try batch.writeInputs(3)
    let result = try batch.run(["-r", "in", "-o", "out", "-m", "no.nam", "--dry-run"])
    #expect(result.exitCode == 0 && result.errorText.isEmpty)
    #expect(
      result.text == """
        in/a/b/take2.wav -> out/a/b/take2-no.wav
        in/a/take1.wav -> out/a/take1-no.wav
        in/take0.wav -> out/take0-no.wav

        """)
    #expect(try folder.names() == ["in"])
  }

  /// What the batch writes is not taken for an input the next time, beside the inputs or below them.
  @Test(arguments: [[], ["-o", "in/out"], ["-o", "in"]])
  func foldersTwice(_ output: [String]) throws {
    try batch.writeInputs(4)
    let arguments = ["-r", "in", "-m", RenderBatch.models[0]] + output
    #expect(try batch.run(arguments).exitCode == 0)
    let content = try batch.content("in")
    #expect(content.count == 8)
    #expect(try batch.run(arguments).exitCode == 0)
    #expect(try batch.content("in") == content)
  }

  @Test func foldersAreSearchedForAudio() throws {
    try batch.writeInputs(2)
    _ = try folder.write([1], as: "in/.hidden.wav")
    _ = try folder.write([1], as: "in/notes.txt")
    try FileManager.default.createSymbolicLink(atPath: folder.path("in/a/up"), withDestinationPath: "..")
    let result = try batch.run(["-r", "in", "-m", RenderBatch.models[0], "-o", "out"])
    #expect(result.exitCode == 0, "\(result.errorText)")
    #expect(try batch.content("out").count == 2)
  }

  /// Each is named once; all else is done.
  @Test(arguments: ["1", "3"])
  func badFilesAndModels(_ jobs: String) throws {
    try batch.writeInputs(6)
    _ = try folder.write(Array("no audio".utf8), as: "in/a/bad.wav")
    _ = try folder.write([], as: "in/empty.wav")
    _ = try folder.write(Array("{}".utf8), as: "bad.nam")
    let result = try batch.run(
      ["-r", "in", "-m", RenderBatch.models[0], "-m", "bad.nam", "-o", "out", "--jobs", jobs, "--json"])
    #expect(result.exitCode == 1)
    #expect(result.errorLines.count == 3)
    #expect(
      result.errorLines.first?.hasPrefix("headroom: in/a/bad.wav: is not an audio file that can be read")
        ?? false)
    #expect(result.errorLines.dropFirst().first == "headroom: in/empty.wav: is empty")
    #expect(result.errorLines.last?.hasPrefix("headroom: bad.nam: ") ?? false)
    #expect(try batch.content("out").count == 6)
    let summary = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output)) as? [String: Any])
    #expect(summary["files"] as? Int == 6)
    #expect((summary["failures"] as? [[String: Any]])?.map { $0["model"] as? String }.count == 10)
    let outputs = summary["outputs"] as? [[String: Any]] ?? []
    #expect(outputs.allSatisfy { $0["model"] as? String == RenderBatch.models[0] } && outputs.count == 6)
  }

  /// A disk of its own of 64 KiB: what does not fit fails, and what fits is there.
  @Test(.enabled(if: SmallDisk.canMount))
  func fullDisk() throws {
    var generator = SeededGenerator(seed: 8)
    for (name, count) in [("a", 1000), ("b", 20_000), ("c", 1000), ("d", 20_000), ("e", 1000)] {
      _ = try folder.write(TestWAV(generator.floats(count, in: -0.4...0.4)).bytes, as: "\(name).wav")
    }
    let disk = try SmallDisk()
    let arguments =
      ["a", "b", "c", "d", "e"].map { "\($0).wav" } + ["-m", RenderBatch.models[0], "--name", "{input}"]
    let result = try batch.run(arguments + ["-o", disk.path("out"), "--sequential"])
    #expect(result.exitCode == 1)
    #expect(!result.errorLines.isEmpty && result.errorLines.allSatisfy { $0.hasSuffix(": the disk is full") })
    for name in ["a", "c", "e"] {
      #expect(try AudioFileReader(path: disk.path("out/\(name).wav")).frameCount == 1000)
    }
    // Beside one that fills the disk others may fail too: each is whole or named.
    let together = try batch.run(arguments + ["-o", disk.path("out2"), "--jobs", "2"])
    #expect(together.exitCode == 1)
    for name in ["a", "b", "c", "d", "e"] {
      let output = disk.path("out2/\(name).wav")
      let isNamed = together.errorLines.contains("headroom: \(output): the disk is full")
      #expect(isNamed == !FileManager.default.fileExists(atPath: output))
      if !isNamed { #expect(try AudioFileReader(path: output).frameCount == 1000) }
    }
  }

  /// Nothing of the files in flight stays, and what was done is told.
  @Test func interrupted() throws {
    var generator = SeededGenerator(seed: 9)
    for name in ["a.wav", "b.wav", "c.wav"] {
      _ = try folder.write(TestWAV(generator.floats(100, in: -0.4...0.4)).bytes, as: name)
    }
    let result = try interrupt(
      "render -m \(RenderBatch.models[1]) a.wav b.wav c.wav -o out --tail 3600 --jobs 2")
    #expect(result.exitCode == 130)
    #expect(result.errorText == "headroom: stopped: 0 of 3 files are done\n")
    #expect(try folder.names().sorted() == ["a.wav", "b.wav", "c.wav", "pid"])
  }

  /// Threads that wait for a pipe are woken.
  @Test func interruptedWhileWaiting() throws {
    _ = try Headroom.shell("mkfifo a.wav b.wav", in: folder)
    let result = try interrupt("render -m \(RenderBatch.models[0]) a.wav b.wav -o out --jobs 2")
    #expect(result.exitCode == 130)
    #expect(result.errorText == "headroom: stopped: 0 of 2 files are done\n")
  }

  /// A second after the first job has begun, which makes the folder `out`.
  private func interrupt(_ arguments: String) throws -> Headroom.Result {
    // In the foreground: a shell's background jobs ignore the signal.
    try Headroom.shell(
      """
      (until [ -d out ]; do sleep 0.05; done; sleep 1; kill -INT "$(cat pid)") &
      bash -c 'echo $$ > pid; exec $HEADROOM \(arguments)'
      """, in: folder)
  }

  @Test func progressOfABatchOnATerminal() throws {
    try batch.writeInputs(4)
    let result = try Headroom.shell(
      "script -qec '$HEADROOM render -r in -m no.nam -m \(RenderBatch.models[0]) -o out --jobs 2' /dev/null",
      in: folder)
    #expect(result.text.contains("8 of 8 files, 4 failed: 0:00 in 0:0"), "\(result.text)")
  }

  /// The README's command for several machines, as they are: all on this one.
  @Test(.enabled("GNU parallel is not installed: Debian package parallel", { try Self.hasParallel }))
  func gnuParallel() throws {
    try batch.writeInputs(9)
    let arguments = "render -r in -m \(RenderBatch.models[0]) -o"
    let result = try Headroom.shell(
      """
      $HEADROOM \(arguments) whole && parallel --jobs 3 $HEADROOM \(arguments) out --shard {}/3 ::: 1 2 3
      """, in: folder)
    #expect(result.exitCode == 0, "\(result.errorText)")
    let content = try batch.content("whole")
    #expect(try content.count == 9 && batch.content("out") == content)
  }

  private static var hasParallel: Bool {
    get throws {
      try Headroom.shell("parallel --version | grep --quiet '^GNU parallel'", in: TemporaryFolder()).exitCode
        == 0
    }
  }
}
