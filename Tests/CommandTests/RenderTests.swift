import AudioFile
import Foundation
import TestSupport
import Testing

/// `headroom render` as a producer uses it.
struct RenderTests {
  private let folder: TemporaryFolder
  /// A quarter of a second: debug builds are slow.
  private let clip: [Float]

  init() throws {
    folder = try TemporaryFolder()
    clip = Array(try AudioFileReader(path: Headroom.clip).readAll().dropFirst(48_000).prefix(12_000))
    _ = try folder.write(TestWAV(clip).bytes, as: "take1.wav")
    let model = try Data(contentsOf: URL(filePath: Headroom.model))
    _ = try folder.write([UInt8](model), as: "amp.nam")
  }

  private func samples(_ name: String) throws -> [Float] {
    try AudioFileReader(path: folder.path(name)).readAll()
  }

  @Test func defaultNameIsBesideTheInput() throws {
    let result = try Headroom.run("render", "-m", folder.path("amp.nam"), folder.path("take1.wav"))
    #expect(result.exitCode == 0)
    #expect(result.output.isEmpty && result.errorText.isEmpty)
    #expect(try folder.names() == ["amp.nam", "take1-amp.wav", "take1.wav"])
    #expect(try samples("take1-amp.wav").count == clip.count)
  }

  @Test func defaultNameWithoutFolder() throws {
    #expect(try Headroom.run("render", "take1.wav", "-m", "amp.nam", in: folder).exitCode == 0)
    #expect(try folder.names() == ["amp.nam", "take1-amp.wav", "take1.wav"])
  }

  @Test(arguments: ["out", "out/", "a/b/c"])
  func severalInputsIntoAFolder(_ output: String) throws {
    _ = try folder.write(TestWAV(clip, rate: 44_100).bytes, as: "take.2.wav")
    let result = try Headroom.run(
      "render", "-m", "amp.nam", "take1.wav", "take.2.wav", "-o", output, in: folder)
    #expect(result.exitCode == 0, "\(result.errorText)")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path(output)).sorted()
        == ["take.2-amp.wav", "take1-amp.wav"])
  }

  @Test func oneInputIntoAFolderThatExists() throws {
    _ = try Headroom.shell("mkdir out && $HEADROOM render -m amp.nam take1.wav -o out", in: folder)
    #expect(try samples("out/take1-amp.wav").count == clip.count)
  }

  @Test func standardInputAndOutput() throws {
    #expect(
      try Headroom.run("render", "-m", "amp.nam", "take1.wav", "-o", "file.wav", in: folder).exitCode == 0)
    let whole = try folder.bytes("file.wav")
    let redirected = try Headroom.run(
      ["render", "-m", "amp.nam", "-", "-o", "-"], input: TestWAV(clip).bytes, in: folder)
    #expect(redirected.exitCode == 0)
    #expect(redirected.output == whole)
    let piped = try Headroom.shell("cat take1.wav | $HEADROOM render -m amp.nam - | cat", in: folder)
    #expect(piped.output == whole)
  }

  /// What cannot seek is as good as a file: a named pipe, a process.
  @Test func pipesWithNames() throws {
    let result = try Headroom.shell("$HEADROOM render -m amp.nam <(cat take1.wav) -o out.wav", in: folder)
    #expect(result.exitCode == 0, "\(result.errorText)")
    #expect(try samples("out.wav").count == clip.count)
  }

  /// Audio must not go where a message was meant to go.
  @Test func closedStandardOutput() throws {
    let result = try Headroom.shell("$HEADROOM render -m amp.nam take1.wav -o - <&- >&-", in: folder)
    #expect(result.exitCode == 1)
    #expect(result.errorText == "headroom: -: Bad file descriptor\n")
  }

  @Test func readerThatGoesAway() throws {
    let result = try Headroom.shell(
      "set -o pipefail; $HEADROOM render -m amp.nam take1.wav -o - | head -c 0", in: folder)
    #expect(result.exitCode == 1)
    #expect(result.errorText == "headroom: -: the reader has gone away\n")
  }

  @Test func summary() throws {
    let result = try Headroom.run(
      "render", "-m", "amp.nam", "take1.wav", "no.wav", "-o", "out", "--json", "--output-gain", "40",
      "--bits", "16", in: folder)
    #expect(result.exitCode == 1)
    let summary = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output)) as? [String: Any])
    #expect(summary["files"] as? Int == 1)
    #expect(summary["frames"] as? Int == clip.count)
    #expect(summary["seconds"] as? Double == 0.25)
    #expect(summary["x_real_time"] as? Double ?? 0 > 0)
    #expect(summary["peak_in_dbfs"] as? Double ?? 1 < 0)
    #expect(summary["peak_out_dbfs"] as? Double ?? 0 > 0)
    let clipped = summary["clipped_samples"] as? Int ?? 0
    #expect(clipped > 0)
    #expect(
      result.errorLines.first?.hasPrefix("headroom: warning: out/take1-amp.wav: \(clipped) samples clipped")
        ?? false)
    #expect((summary["failures"] as? [[String: Any]])?.first?["error"] as? String == "no.wav: no such file")
    #expect((summary["outputs"] as? [[String: Any]])?.first?["output"] as? String == "out/take1-amp.wav")
  }

  @Test func oneBadInputDoesNotStopTheOthers() throws {
    _ = try folder.write(Array("not audio".utf8), as: "bad.wav")
    let result = try Headroom.run(
      "render", "-m", "amp.nam", "missing.wav", "bad.wav", "take1.wav", "-o", "out", in: folder)
    #expect(result.exitCode == 1)
    #expect(result.errorLines.count == 2)
    #expect(result.errorLines.first == "headroom: missing.wav: no such file")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("out")) == ["take1-amp.wav"])
  }

  /// Not one bad model crashes or leaves a file.
  @Test(arguments: BadModelFile.all)
  func badModels(_ file: BadModelFile) throws {
    _ = try folder.write(file.bytes, as: "bad.nam")
    let result = try Headroom.run(
      "render", "-m", "bad.nam", "take1.wav", "-o", "new/", in: folder)
    #expect(result.exitCode == 1)
    #expect(result.errorText == "headroom: bad.nam: \(file.sentence)\n")
    #expect(try folder.names() == ["amp.nam", "bad.nam", "take1.wav"])
  }

  @Test func newerFileFormatWarns() throws {
    _ = try folder.write(NAMText.lstm.with("version", "\"0.7.3\"").bytes, as: "new.nam")
    let result = try Headroom.run("render", "-m", "new.nam", "take1.wav", in: folder)
    #expect(result.exitCode == 0)
    #expect(
      result.errorText
        == "headroom: warning: new.nam: file format 0.7.3 is newer than 0.7.0: it may hold what is not understood\n"
    )
  }

  /// Each network of a container is rendered as the file of its own would be.
  @Test(arguments: [("0", 0), ("0.4", 0), ("0.5", 1), ("1", 1), (nil, 1)])
  func quality(_ quality: String?, _ index: Int) throws {
    let submodels = [NAMText.waveNet, NAMText.linear]
    let container = NAMText.container([("0.5", submodels[0]), ("1", submodels[1])])
    _ = try folder.write(container.bytes, as: "both.nam")
    _ = try folder.write(submodels[index].bytes, as: "one.nam")
    let option = quality.map { ["--quality", $0] } ?? []
    let render = { try Headroom.run(["render", "-m", $0, "take1.wav", "-o", $1] + $2, in: folder).exitCode }
    #expect(try render("both.nam", "a.wav", option) == 0)
    #expect(try render("one.nam", "b.wav", []) == 0)
    #expect(try folder.bytes("a.wav") == folder.bytes("b.wav"))
  }

  /// A file of one network plays the same at each.
  @Test func qualityOfOneNetwork() throws {
    for quality in ["0", "1"] {
      let result = try Headroom.run(
        "render", "-m", "amp.nam", "take1.wav", "-o", "\(quality).wav", "--quality", quality, in: folder)
      #expect(result.exitCode == 0 && result.errorText.isEmpty)
    }
    #expect(try folder.bytes("0.wav") == folder.bytes("1.wav"))
  }

  /// Loudness is that of the network which is played.
  @Test func normalizingAtAQuality() throws {
    let submodels = [NAMText.linear.with("metadata", "{\"loudness\": -8}"), NAMText.linear]
    let container = NAMText.container([("0.5", submodels[0]), ("1", submodels[1])])
    _ = try folder.write(container.bytes, as: "both.nam")
    let render = {
      try Headroom.run(["render", "-m", "both.nam", "take1.wav", "--quality", "0"] + $0, in: folder)
    }
    #expect(try render(["-o", "plain.wav"]).exitCode == 0)
    #expect(try render(["-o", "normal.wav", "--normalize"]).exitCode == 0)
    let (plain, normal) = (try samples("plain.wav"), try samples("normal.wav"))
    let gain = Float(pow(10, -10.0 / 20))
    #expect(plain.contains { $0 != 0 } && zip(plain, normal).allSatisfy { abs($0 * gain - $1) < 1e-6 })
  }

  @Test func noClobber() throws {
    _ = try folder.write([1], as: "take1-amp.wav")
    let result = try Headroom.run("render", "-m", "amp.nam", "take1.wav", "--no-clobber", in: folder)
    #expect(result.exitCode == 1)
    #expect(
      result.errorText == "headroom: take1-amp.wav: exists already and is left as it is (--no-clobber)\n")
    #expect(try folder.bytes("take1-amp.wav") == [1])
  }

  @Test func gainsAreInDecibels() throws {
    for (name, gain) in [("a.wav", "0"), ("b.wav", "-20")] {
      #expect(
        try Headroom.run(
          "render", "-m", "amp.nam", "take1.wav", "-o", name, "--output-gain", gain, in: folder
        )
        .exitCode == 0)
    }
    let (a, b) = (try samples("a.wav"), try samples("b.wav"))
    #expect(zip(a, b).allSatisfy { abs($0 * 0.1 - $1) < 1e-6 })
  }

  @Test func coldStartIsHeard() throws {
    _ = try Headroom.run("render", "-m", "amp.nam", "take1.wav", "-o", "warm.wav", in: folder)
    _ = try Headroom.run("render", "-m", "amp.nam", "take1.wav", "-o", "cold.wav", "--cold", in: folder)
    #expect(try samples("warm.wav") != samples("cold.wav"))
  }

  @Test func tailAndModelRate() throws {
    _ = try folder.write(TestWAV(clip, rate: 44_100).bytes, as: "cd.wav")
    let result = try Headroom.run(
      "render", "-m", "amp.nam", "cd.wav", "-o", "out.wav", "--tail", "0.1", "--output-rate", "model",
      in: folder)
    #expect(result.exitCode == 0)
    let reader = try AudioFileReader(path: folder.path("out.wav"))
    #expect(reader.sampleRate == 48_000)
    #expect(reader.frameCount == Int((12_000.0 * 48_000 / 44_100).rounded()) + 4800)
  }

  /// A terminal gets a line that is refreshed; a pipe gets nothing.
  @Test func progressOnATerminal() throws {
    let result = try Headroom.shell(
      "script -qec '$HEADROOM render -m amp.nam take1.wav -o out.wav --tail 1' /dev/null", in: folder)
    #expect(result.exitCode == 0)
    #expect(result.text.contains("x real time"))
    #expect(result.text.contains("take1.wav -> out.wav"))
    let quiet = try Headroom.run("render", "-m", "amp.nam", "take1.wav", "-o", "out.wav", in: folder)
    #expect(quiet.errorText.isEmpty)
  }

  @Test func noAudioIntoATerminal() throws {
    let result = try Headroom.shell(
      "script -qec '$HEADROOM render -m amp.nam take1.wav -o -' /dev/null", in: folder)
    #expect(result.exitCode == 2)
    #expect(result.text.contains("standard output is a terminal"))
  }
}
