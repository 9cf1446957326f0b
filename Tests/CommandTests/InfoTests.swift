import Foundation
import TestSupport
import Testing

struct InfoTests {
  @Test func everythingAboutACapture() throws {
    let result = try Headroom.run("info", Repository.path("Models/lstm_2x16_lead.nam"))
    #expect(result.exitCode == 0 && result.errorText.isEmpty)
    for part in [
      "LSTM, 2 layers, hidden size 16", "3345", "0.7.0", "48000 Hz", "-12.72 dB", "8.7 dBu", "4 dBu",
      "own ampsim", "hi_gain", "validation_esr", "2026-", "24000 frames", "KiB",
    ] { #expect(result.text.contains(part), "\(part) is missing in\n\(result.text)") }
  }

  @Test func unknownAndMissingAreShown() throws {
    let folder = try TemporaryFolder()
    let text = NAMText.lstm.with("metadata", "{\"my_key\": [1, {\"a\": \"b\"}]}").with("studio", "\"B\"")
      .without("sample_rate")
    let path = try folder.write(text.bytes, as: "amp.nam")
    let result = try Headroom.run("info", path)
    for part in [
      "my_key", "[1,{\"a\":\"b\"}]", "studio", "note: no sample rate: 48000 Hz is assumed",
      "note: no metadata.loudness",
    ] { #expect(result.text.contains(part), "\(part) is missing in\n\(result.text)") }
  }

  /// A name may not move the cursor, ring the bell or forge a line.
  @Test func controlCharactersAreNotShown() throws {
    let folder = try TemporaryFolder()
    let text = NAMText.lstm.with("metadata", "{\"name\": \"a\\u001b[2Jb\\nc\\u0007\"}")
    let result = try Headroom.run("info", try folder.write(text.bytes, as: "amp.nam"))
    #expect(result.text.contains("a\u{FFFD}[2Jb\u{FFFD}c\u{FFFD}"))
  }

  /// Nor may an error, which is one line whatever a file calls itself.
  @Test func errorsAreOneLine() throws {
    let folder = try TemporaryFolder()
    let text = NAMText.lstm.with("architecture", "\"x\\u001b[2J\\nheadroom: fine\"")
    let result = try Headroom.run("info", try folder.write(text.bytes, as: "amp.nam"))
    #expect(result.errorLines.count == 1 && result.exitCode == 1)
    #expect(!result.errorText.contains("\u{1B}"))
  }

  @Test func json() throws {
    let result = try Headroom.run(
      "info", "--json", Repository.path("Models/lstm_1x16_crunch.nam"), "/nowhere.nam",
      Repository.path("Models/wavenet_nano_crunch.nam"))
    #expect(result.exitCode == 1)
    let models = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output)) as? [[String: Any]])
    #expect(models.count == 3)
    let network = try #require(models[0]["network"] as? [String: Any])
    #expect(models[0]["architecture"] as? String == "LSTM")
    #expect(network["hidden_size"] as? Int == 16 && network["layers"] as? Int == 1)
    #expect(models[0]["parameters"] as? Int == 1201)
    #expect(models[0]["sample_rate"] as? Int == 48_000)
    #expect(models[0]["input_level_dbu"] as? Double == 5.2)
    #expect(models[0]["error"] == nil)
    #expect((models[0]["metadata"] as? [String: Any])?["gear_make"] as? String == "Simulated")
    #expect(models[1]["error"] as? String == "/nowhere.nam: no such file")
    #expect(models[2]["architecture"] as? String == "WaveNet")
    #expect(models[2]["error"] == nil)
    #expect((models[2]["network"] as? [String: Any])?["shape"] as? String == "A1 nano")
    #expect(models[2]["receptive_field_frames"] as? Int == 4093)
    #expect(
      models[2]["quality"] as? Int == 1 && (models[2]["quality_breakpoints"] as? [Any])?.isEmpty ?? false)
  }

  @Test(arguments: BadModelFile.all)
  func badFiles(_ file: BadModelFile) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(file.bytes, as: "amp.nam")
    let result = try Headroom.run("info", path)
    #expect(result.exitCode == 1)
    #expect(result.errorText == "headroom: \(path): \(file.sentence)\n")
  }

  @Test func oneBadFileDoesNotHideTheOthers() throws {
    let result = try Headroom.run("info", "/nowhere.nam", Headroom.model)
    #expect(result.exitCode == 1)
    #expect(result.text.contains("hidden size 8"))
    #expect(result.errorText == "headroom: /nowhere.nam: no such file\n")
  }
}
