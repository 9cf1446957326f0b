import AudioFile
import NAMFormat

/// A model's description for people.
enum InfoText {
  /// Of a file that can be read.
  static func text(_ model: ModelDescription, _ file: NAMFile) -> String {
    let rows = architecture(file, model.quality) + rows(model, file)
    var lines = rows.map { label, value in "  \(label.padded(to: 17))\(value)" }
    lines += (model.remarks ?? []).map { "  note: \(Console.printable($0))" }
    return ([Console.printable(model.path)] + lines).joined(separator: "\n")
  }

  private static func rows(_ model: ModelDescription, _ file: NAMFile) -> [(String, String)] {
    var rows: [(String, String?)] = [
      ("quality", quality(file)),
      ("channels", channels(model)),
      ("parameters", model.parameters.map(String.init)),
      ("file version", model.fileVersion),
      ("sample rate", model.sampleRate.map { "\(Format.number($0)) Hz" } ?? "not given"),
      ("receptive field", receptiveField(model)),
      ("memory", memory(model)),
      ("start", model.prewarmFrames.map { "\($0) frames of silence" }),
      ("loudness", model.loudness.map(loudness)),
      ("input level", model.inputLevel.map { "\(Format.number($0)) dBu at 0 dBFS" }),
      ("output level", model.outputLevel.map { "\(Format.number($0)) dBu at 0 dBFS" }),
    ]
    rows += members(model.metadata).filter { !shownAbove.contains($0.key) }
      .map { (Console.printable($0.key), value($0)) }
    rows += members(model.unknownKeys).map { (Console.printable($0.key), value($0)) }
    return rows.compactMap { label, value in value.map { (label, $0) } }
  }

  private static let shownAbove: Set = ["loudness", "input_level_dbu", "output_level_dbu"]

  private static func architecture(_ file: NAMFile, _ quality: Double) -> [NetworkText.Row] {
    switch file.content {
    case .network: NetworkText.rows("architecture", file.network(quality: quality))
    case .container(let submodels): NetworkText.rows("architecture", file.architectureName, submodels)
    }
  }

  /// The networks that there are, the smallest first.
  private static func quality(_ file: NAMFile) -> String {
    let begins = [0] + file.qualityBreakpoints
    if begins.count == 1 { return "one network" }
    let shown = begins.prefix(shownNetworkCount).map { begin in
      let count = file.network(quality: begin).parameterCount
      return "from \(Format.quality(begin)): \(Format.grouped(count)) weights"
    }
    let rest = begins.count > shown.count ? ", and so on" : ""
    return "\(begins.count) networks, \(shown.joined(separator: ", "))\(rest)"
  }

  /// More than that nobody reads, and each has to be cut out to be counted.
  private static let shownNetworkCount = 8

  private static func receptiveField(_ model: ModelDescription) -> String? {
    guard let frames = model.receptiveFieldFrames, let time = model.receptiveFieldTime else { return nil }
    return "\(Format.count(frames, "frame")), \(Format.fixed(time, time < 1 ? 3 : 1)) ms"
  }

  private static func channels(_ model: ModelDescription) -> String? {
    guard let inputs = model.inputChannels, let outputs = model.outputChannels else { return nil }
    return inputs == 1 && outputs == 1 ? nil : "\(inputs) in, \(outputs) out"
  }

  private static func memory(_ model: ModelDescription) -> String? {
    guard let modelBytes = model.modelBytes, let streamBytes = model.streamBytes else { return nil }
    return "\(Format.bytes(modelBytes)), and \(Format.bytes(streamBytes)) a stream"
  }

  private static func loudness(_ value: Double) -> String {
    let change = RenderOptions.normalizedLoudness - value
    return "\(Format.fixed(value, 2)) dB (--normalize: \(change < 0 ? "" : "+")\(Format.fixed(change, 2)) dB)"
  }

  private static func members(_ value: JSONValue?) -> [JSONObject.Member] {
    if case .object(let object)? = value { object.members } else { [] }
  }

  private static func value(_ member: JSONObject.Member) -> String {
    switch member.value {
    case .string(let text): Console.printable(text)
    case .numbers(let numbers) where numbers.count > 16: "\(numbers.count) numbers"
    case .object(let date) where member.key == "date":
      date.dateText ?? Console.printable(JSON.line(member.value))
    default: Console.printable(JSON.line(member.value))
    }
  }
}

extension JSONObject {
  /// "2026-11-21 00:12:22"; `nil` where a part is missing.
  fileprivate var dateText: String? {
    let parts = ["year", "month", "day", "hour", "minute", "second"].compactMap { key -> Int? in
      guard case .number(let number)? = self[key] else { return nil }
      return Int(exactly: number)
    }
    guard parts.count == 6 else { return nil }
    let rest = parts.dropFirst().map(Format.twoDigits)
    return "\(parts[0])-\(rest[0])-\(rest[1]) \(rest[2]):\(rest[3]):\(rest[4])"
  }
}

extension String {
  /// With at least one space behind it.
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}
