/// Files that are no playable capture, each with the sentence that says why.
public struct BadModelFile: Sendable, CustomStringConvertible {
  public let name: String
  public let bytes: [UInt8]
  /// What the error says behind the file's name.
  public let sentence: String

  public var description: String { name }

  init(_ name: String, _ bytes: [UInt8], _ sentence: String) {
    self.name = name
    self.bytes = bytes
    self.sentence = sentence
  }

  init(_ name: String, _ text: String, _ sentence: String) {
    self.init(name, Array(text.utf8), sentence)
  }

  public static let all = foreign + broken + structure + versions + architectures + lstms + weights + configs

  private static let foreign = [
    BadModelFile("empty", "", "is empty"),
    BadModelFile("white space", " \n\t\r\n", "is empty"),
    BadModelFile(
      "web page", "<!DOCTYPE html>\n<html><body>404</body></html>",
      "is a web page, not a model: the download gave a page instead of the file"),
    BadModelFile(
      "web page without doctype", "\n  <HTML><head></head></HTML>",
      "is a web page, not a model: the download gave a page instead of the file"),
    BadModelFile(
      "error from storage", "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>",
      "is an XML document, not a model"),
    BadModelFile(
      "wav", Array("RIFF".utf8) + [36, 0, 0, 0] + Array("WAVEfmt ".utf8),
      "is a WAV audio file, not a model (an impulse response or a recording)"),
    BadModelFile("flac", Array("fLaC".utf8) + [0, 0, 0, 34], "is a FLAC audio file, not a model"),
    BadModelFile("aiff", Array("FORM".utf8) + [0, 0, 0, 4], "is an AIFF audio file, not a model"),
    BadModelFile("ogg", Array("OggS".utf8) + [0, 2], "is an OGG audio file, not a model"),
    BadModelFile("mp3", Array("ID3".utf8) + [4, 0], "is an MP3 audio file, not a model"),
    BadModelFile(
      "zip", Array("PK".utf8) + [3, 4, 20, 0],
      "is a zip archive (or a PyTorch checkpoint), not a model: unpack or export it first"),
    BadModelFile("gzip", [0x1F, 0x8B, 8, 0], "is a gzip archive, not a model: unpack it first"),
    BadModelFile("png", [0x89] + Array("PNG\r\n".utf8), "is a picture, not a model"),
    BadModelFile("pdf", "%PDF-1.4", "is a PDF document, not a model"),
    BadModelFile(
      "namb", Array("BMAN".utf8) + [1, 0],
      "is a binary .namb model, which is not supported yet: use the .nam file"),
    BadModelFile("utf-16", [0xFF, 0xFE, 0x7B, 0], "is text in UTF-16; a .nam file is UTF-8"),
    BadModelFile(
      "zeros", [UInt8](repeating: 0, count: 100), "is all zero bytes: a broken copy or download"),
    BadModelFile(
      "Git LFS pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
      "is a Git LFS pointer, not the model that it stands for: run git lfs pull"),
    BadModelFile("byte order mark alone", [0xEF, 0xBB, 0xBF], "is empty"),
    BadModelFile(
      "GuitarML", "{\"model_data\": {}, \"state_dict\": {}}",
      "is a GuitarML model, which is not supported yet"),
    BadModelFile(
      "RTNeural", "{\"in_shape\": [null, null, 1], \"layers\": []}",
      "is an RTNeural (AIDA-X) model, which is not supported yet"),
  ]

  private static let missingToken = "a comma, colon, bracket or value is missing or misplaced"
  private static let notAWord = "a value is neither a number, a string, true, false nor null"

  private static let broken = [
    BadModelFile(
      "truncated in an array", "{\"version\": \"0.5.4\",\n\"weights\": [1, 2",
      "ends in the middle, at line 2, column 17: a truncated copy or download"),
    BadModelFile(
      "truncated in a string", "{\"version\": \"0.5",
      "ends in the middle, at line 1, column 17: a truncated copy or download"),
    BadModelFile("plain text", "hello", "is not valid JSON at line 1, column 1: \(missingToken)"),
    BadModelFile(
      "missing comma", "{\"version\": \"0.5.4\"\n \"weights\": []}",
      "is not valid JSON at line 2, column 2: \(missingToken)"),
    BadModelFile(
      "single quotes", "{'version': 1}", "is not valid JSON at line 1, column 2: \(missingToken)"),
    BadModelFile(
      "wrong bracket", "{\"weights\": [1, 2}",
      "ends in the middle, at line 1, column 19: a truncated copy or download"),
    BadModelFile(
      "wrong bracket at the end", "{\"weights\": 1]", "is not valid JSON at line 1, column 1: \(missingToken)"
    ),
    BadModelFile(
      "NaN as a number", "{\"weights\": [NaN]}", "is not valid JSON at line 1, column 14: \(missingToken)"),
    BadModelFile(
      "infinity as a number", "{\"weights\": [-Infinity]}",
      "is not valid JSON at line 1, column 14: \(notAWord)"),
    BadModelFile(
      "number beyond double", "{\"weights\": [1e999]}",
      "is not valid JSON at line 1, column 14: a number is malformed or beyond the range of a double"),
    BadModelFile(
      "malformed number", "{\"weights\": [1.2.3]}",
      "is not valid JSON at line 1, column 14: a number is malformed or beyond the range of a double"),
    BadModelFile(
      "malformed word", "{\"weights\": tru}", "is not valid JSON at line 1, column 13: \(notAWord)"),
    BadModelFile(
      "line break in a string", "{\"version\": \"0.5\n.4\"}",
      "is not valid JSON at line 1, column 17: a string has an unescaped control character"),
    BadModelFile(
      "not UTF-8", Array("{\"version\": \"".utf8) + [0xE9] + Array("\"}".utf8),
      "is not valid JSON at line 1, column 14: the text is not UTF-8"),
    BadModelFile(
      "nested too deep", String(repeating: "[", count: 65) + String(repeating: "]", count: 65),
      "nests deeper than 64 levels at line 1, column 65"),
    BadModelFile(
      "nested absurdly deep", String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000),
      "nests deeper than 64 levels at line 1, column 65"),
  ]

  private static let structure = [
    BadModelFile("array", "[1, 2]", "expected a JSON object, found an array"),
    BadModelFile("number", "12", "expected a JSON object, found the number 12"),
    BadModelFile("string", "\"nam\"", "expected a JSON object, found the string \"nam\""),
    BadModelFile("null", "null", "expected a JSON object, found null"),
    BadModelFile("empty object", "{}", "has no key \"version\""),
    BadModelFile("no version", NAMText.lstm.without("version"), "has no key \"version\""),
    BadModelFile("no architecture", NAMText.lstm.without("architecture"), "has no key \"architecture\""),
    BadModelFile("no config", NAMText.lstm.without("config"), "has no key \"config\""),
    BadModelFile("no weights", NAMText.lstm.without("weights"), "has no key \"weights\""),
    BadModelFile(
      "config is a list", NAMText.lstm.with("config", "[]"), "config: expected an object, found an array"),
    BadModelFile(
      "architecture is a number", NAMText.lstm.with("architecture", "5"),
      "architecture: expected a string, found the number 5"),
    BadModelFile(
      "sample rate is a string", NAMText.lstm.with("sample_rate", "\"48k\""),
      "sample_rate: expected a rate from 1000 to 1000000 Hz, found the string \"48k\""),
    BadModelFile(
      "sample rate of zero", NAMText.lstm.with("sample_rate", "0"),
      "sample_rate: expected a rate from 1000 to 1000000 Hz, found the number 0"),
    BadModelFile(
      "lowest of all rates", NAMText.lstm.with("sample_rate", "-9223372036854775808"),
      "sample_rate: expected a rate from 1000 to 1000000 Hz, found the number -9.223372036854776e+18"),
    BadModelFile(
      "sample rate of 10^12", NAMText.lstm.with("sample_rate", "1e12"),
      "sample_rate: expected a rate from 1000 to 1000000 Hz, found the number 1000000000000"),
  ]

  private static let versions =
    [
      "0.4.9", "0.8.0", "1.0.0", "0.5", "v0.5.0", "0.5.0-beta", "0.5.0.1", "", "0..5", "0.5.-1",
      "99999999999999999999.5.0",
    ].map { version in
      BadModelFile(
        "version \(version)", NAMText.lstm.with("version", "\"\(version)\""),
        "version: file format \(version) is not supported (0.5.0 to 0.7.0 are)")
    } + [
      BadModelFile(
        "version is a number", NAMText.lstm.with("version", "0.5"),
        "version: expected a string, found the number 0.5")
    ]

  private static let architectures = ["CatLSTM", "lstm", ""].map { name in
    BadModelFile(
      "architecture \(name)", NAMText.lstm.with("architecture", "\"\(name)\""),
      "architecture: \"\(name)\" is not known")
  }

  static let wholeFromOne = "expected a whole number from 1 to 65536"

  private static let lstms = [
    BadModelFile(
      "no hidden size", NAMText.lstm.with("config", "{\"num_layers\": 1, \"input_size\": 1}"),
      "has no key \"config.hidden_size\""),
    BadModelFile(
      "no layer count", NAMText.lstm.with("config", "{\"input_size\": 1, \"hidden_size\": 3}"),
      "has no key \"config.num_layers\""),
    BadModelFile(
      "no input size", NAMText.lstm.with("config", "{\"num_layers\": 1, \"hidden_size\": 3}"),
      "has no key \"config.input_size\""),
    BadModelFile(
      "hidden size of zero", NAMText.lstm(hidden: "0"),
      "config.hidden_size: \(wholeFromOne), found the number 0"),
    BadModelFile(
      "hidden size below zero", NAMText.lstm(hidden: "-3"),
      "config.hidden_size: \(wholeFromOne), found the number -3"),
    BadModelFile(
      "part of a unit", NAMText.lstm(hidden: "2.5"),
      "config.hidden_size: \(wholeFromOne), found the number 2.5"),
    BadModelFile(
      "hidden size is a string", NAMText.lstm(hidden: "\"3\""),
      "config.hidden_size: \(wholeFromOne), found the string \"3\""),
    BadModelFile(
      "hidden size is null", NAMText.lstm(hidden: "null"), "config.hidden_size: \(wholeFromOne), found null"),
    BadModelFile(
      "10^12 layers", NAMText.lstm(layers: "1000000000000"),
      "config.num_layers: expected a whole number from 0 to 65536, found the number 1000000000000"),
    BadModelFile(
      "-1 layers", NAMText.lstm(layers: "-1"),
      "config.num_layers: expected a whole number from 0 to 65536, found the number -1"),
    BadModelFile(
      "largest sizes of all", NAMText.lstm(layers: "65536", hidden: "65536"),
      "weights: expected 2251808403947521 "
        + "numbers for this config, found 70"),
    BadModelFile(
      "two inputs of one channel",
      NAMText.lstm.with("config", "{\"num_layers\": 1, \"input_size\": 2, \"hidden_size\": 3}"),
      "config.input_size: expected 1, the value of in_channels, found the number 2"),
  ]

  private static let weights = [
    BadModelFile(
      "one weight too few", NAMText.lstm.with("weights", NAMText.numbers(69)),
      "weights: expected 70 numbers for this config, found 69"),
    BadModelFile(
      "one weight too many", NAMText.lstm.with("weights", NAMText.numbers(71)),
      "weights: expected 70 numbers for this config, found 71"),
    BadModelFile(
      "no weights at all", NAMText.lstm.with("weights", "[]"),
      "weights: expected 70 numbers for this config, found 0"),
    BadModelFile(
      "too large to settle",
      NAMText.lstm(hidden: "200").with("weights", NAMText.numbers(162_201)).with("sample_rate", "1e6"),
      "config: 162201 weights are too many to settle for 500000 frames of silence"),
    BadModelFile(
      "weights are a string", NAMText.lstm.with("weights", "\"AAAA\""),
      "weights: expected an array of numbers, found the string \"AAAA\""),
    BadModelFile(
      "a weight is null", NAMText.lstm.with("weights", "[0.5, null, 1]"),
      "weights[1]: expected a number, found null"),
    BadModelFile(
      "a weight is a string", NAMText.lstm.with("weights", "[\"0.5\"]"),
      "weights[0]: expected a number, found the string \"0.5\""),
    BadModelFile(
      "weights in rows", NAMText.lstm.with("weights", "[[1, 2], [3, 4]]"),
      "weights[0]: expected a number, found an array"),
    BadModelFile(
      "weight beyond float", NAMText.lstm.with("weights", "[0, 0, 1e39]"),
      "weights[2]: expected a number within the range of a 32-bit float, found 1e+39"),
  ]
}

extension BadModelFile {
  init(_ name: String, _ text: NAMText, _ sentence: String) {
    self.init(name, text.bytes, sentence)
  }
}
