import FoundationEssentials

/// A manifest as JSON lines: an object on each line, with the columns for keys. Empty lines are none.
enum ManifestJSON {
  private enum Value: Decodable {
    case text(String)
    case number(Double)
    case null
    case other

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .null
      } else if let text = try? container.decode(String.self) {
        self = .text(text)
      } else if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else {
        self = .other
      }
    }
  }

  static func records(_ text: String) throws(ManifestError) -> [RenderManifest.Record] {
    var records: [RenderManifest.Record] = []
    // "\r\n" is one character.
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      if line.allSatisfy(\.isWhitespace) { continue }
      records.append(try record(line, number: index + 1))
    }
    return records
  }

  private static func record(_ line: Substring, number: Int) throws(ManifestError) -> RenderManifest.Record {
    guard let members = try? JSONDecoder().decode([String: Value].self, from: Data(line.utf8)) else {
      throw ManifestError(line: number, "is no JSON object")
    }
    var record = RenderManifest.Record(line: number, fields: [:])
    for (key, value) in members.sorted(by: { $0.key < $1.key }) {
      guard let column = RenderManifest.Column(rawValue: key) else {
        throw ManifestError(line: number, "\"\(key)\" is none of \(RenderManifest.Column.list)")
      }
      record.fields[column] = try field(value, column, line: number)
    }
    return record
  }

  /// `nil` for what is as good as missing.
  private static func field(
    _ value: Value, _ column: RenderManifest.Column, line: Int
  ) throws(ManifestError) -> String? {
    let isNumber = column == .inputGain || column == .outputGain
    switch value {
    case .null: return nil
    case .text(let text) where !isNumber || text.isEmpty: return text.isEmpty ? nil : text
    case .number(let number) where isNumber: return Format.number(number)
    default: throw ManifestError(line: line, column: column, "expected \(isNumber ? "a number" : "text")")
    }
  }
}
