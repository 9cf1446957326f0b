import NAMFormat
import NeuralAmp
import TestSupport
import Testing

/// What files say that can be used.
struct NAMFileTests {
  private func read(_ text: NAMText) throws -> NAMFile { try NAMFile(path: "amp.nam", bytes: text.bytes) }

  private func notes(_ file: NAMFile) -> [String] { file.remarks.map(\.sentence) }

  @Test func everything() throws {
    let file = try read(.lstm)
    #expect(file.version.description == "0.5.4")
    let network = file.network()
    #expect(network.configuration == .lstm(LSTMConfiguration(layerCount: 1, hiddenSize: 3)))
    #expect(network.weights.count == 70)
    #expect(network.weights[0] == -0.375)
    #expect(file.sampleRate == 48_000)
    #expect(file.metadata.loudness == -20.5)
    #expect(file.metadata.name == "test")
    let model = try file.makeModel()
    #expect(model.sampleRate == 48_000)
  }

  @Test func weightsInRowOrderReachTheirPlaces() throws {
    // A 1x1: W [4][2], b [4], h0, c0, Wh, bh. Only the head passes something on: y = bh + Wh h.
    let weights = "[0, 0, 0, 0, 0, 0, 0, 0, 50, -50, 50, 50, 0, 0, 3, 0.25]"
    let file = try read(.lstm(hidden: "1").with("weights", weights))
    let processor = Processor(model: try file.makeModel(), maximumFrameCount: 1)
    // i = 1, f = 0, g = 1, o = 1: c = 1, h = tanh 1.
    #expect(abs(processor.process(0) - (0.25 + 3 * 0.761_594_2)) < 1e-6)
  }

  @Test func byteOrderMark() throws {
    let file = try NAMFile(path: "amp.nam", bytes: [0xEF, 0xBB, 0xBF] + NAMText.lstm.bytes)
    #expect(file.network().weights.count == 70)
    #expect(notes(file).contains("the text starts with a byte order mark"))
  }

  @Test(arguments: [",\n  ", ",\r\n\t", " ,"])
  func layoutDoesNotMatter(_ separator: String) throws {
    let text = "\r\n " + NAMText.lstm.text(separator: separator) + "\r\n"
    let file = try NAMFile(path: "amp.nam", bytes: Array(text.utf8))
    #expect(file.network().weights == (try read(.lstm)).network().weights)
  }

  @Test(arguments: ["garbage", "}", "\"", "{\"more\": 1}", "\u{0}\u{0}"])
  func bytesBehindTheObjectAreIgnored(_ trailing: String) throws {
    let file = try NAMFile(path: "amp.nam", bytes: NAMText.lstm.bytes + Array(trailing.utf8))
    #expect(notes(file).contains("there are bytes behind the JSON object: they are ignored"))
  }

  @Test(arguments: ["null", "-1", nil])
  func unknownRate(_ value: String?) throws {
    let text = NAMText.lstm.without("sample_rate")
    let file = try read(value.map { text.with("sample_rate", $0) } ?? text)
    #expect(file.sampleRate == nil)
    #expect(try file.makeModel().effectiveSampleRate == 48_000)
    #expect(notes(file).contains("no sample rate: 48000 Hz is assumed"))
  }

  @Test func rateOfAFraction() throws {
    #expect(try read(.lstm.with("sample_rate", "44100.5")).sampleRate == 44_100.5)
  }

  @Test(arguments: ["0.5.0", "0.5.4", "0.6.0", "0.6.99", "0.7.0"])
  func supportedVersions(_ version: String) throws {
    let file = try read(.lstm.with("version", "\"\(version)\""))
    #expect(!file.remarks.contains { $0.level == .warning })
  }

  @Test(arguments: ["0.7.1", "0.7.12"])
  func newerPatchWarns(_ version: String) throws {
    let file = try read(.lstm.with("version", "\"\(version)\""))
    let warnings = file.remarks.filter { $0.level == .warning }.map(\.sentence)
    #expect(
      warnings == ["file format \(version) is newer than 0.7.0: it may hold what is not understood"])
  }

  @Test func unknownKeysAreKept() throws {
    let file = try read(.lstm.with("notes", "{\"by\": [1, true]}").with("x", "null"))
    #expect(file.unknownMembers.members.map(\.key) == ["notes", "x"])
    #expect(file.unknownMembers["x"] == .null)
  }

  @Test func repeatedKeyCountsLast() throws {
    let text = NAMText.lstm.text().dropLast() + ", \"sample_rate\": 44100}"
    let file = try NAMFile(path: "amp.nam", bytes: Array(text.utf8))
    #expect(file.sampleRate == 44_100)
    #expect(notes(file).contains("the key \"sample_rate\" occurs more than once: the last one counts"))
  }

  @Test func sizesMayBeWrittenAsReals() throws {
    #expect(
      try read(.lstm(layers: "1.0", hidden: "3e0")).network().configuration
        == .lstm(LSTMConfiguration(layerCount: 1, hiddenSize: 3)))
  }

  @Test func channels() throws {
    let config = """
      {"num_layers": 0, "input_size": 2, "hidden_size": 1, "in_channels": 2, "out_channels": 3, "skip": 1}
      """
    let file = try read(.lstm.with("config", config).with("weights", "[1, 2, 3, 4, 5, 6]"))
    #expect(
      file.network().configuration
        == .lstm(
          LSTMConfiguration(layerCount: 0, inputChannelCount: 2, hiddenSize: 1, outputChannelCount: 3)))
    #expect(notes(file).contains("config.skip: not a key of an LSTM: it is ignored"))
    #expect(notes(file).contains("no layers: the input is passed through"))
  }

  @Test func escapedText() throws {
    let file = try read(.lstm.with("metadata", "{\"name\": \"Caf\\u00e9 \\\"amp\\\" \\ud83c\\udfb8\"}"))
    #expect(file.metadata.name == "Café \"amp\" 🎸")
  }
}
