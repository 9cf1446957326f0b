/// A manifest as comma-separated values (RFC 4180): the first row names the columns, fields may be quoted.
enum ManifestCSV {
  static func records(_ text: String) throws(ManifestError) -> [RenderManifest.Record] {
    var reader = CSVReader(text)
    guard let header = try reader.nextRow() else { return [] }
    let columns = try columns(header)
    var records: [RenderManifest.Record] = []
    while let row = try reader.nextRow() {
      guard row.fields.count == columns.count else {
        throw ManifestError(
          line: row.line,
          "has \(Format.count(row.fields.count, "field")), and the header has \(columns.count)")
      }
      let fields = zip(columns, row.fields).filter { !$1.isEmpty }
      records.append(.init(line: row.line, fields: Dictionary(uniqueKeysWithValues: fields)))
    }
    return records
  }

  private static func columns(_ header: CSVReader.Row) throws(ManifestError) -> [RenderManifest.Column] {
    var columns: [RenderManifest.Column] = []
    for (index, name) in header.fields.enumerated() {
      guard let column = RenderManifest.Column(rawValue: trimmed(name)) else {
        throw ManifestError(
          line: header.line,
          "column \(index + 1), \"\(name)\", is none of \(RenderManifest.Column.list)")
      }
      if columns.contains(column) { throw ManifestError(line: header.line, column: column, "is there twice") }
      columns.append(column)
    }
    if !columns.contains(.input) { throw ManifestError(line: header.line, "there is no column input") }
    return columns
  }

  private static func trimmed(_ text: String) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

/// Rows of comma-separated values, one after another. Empty lines are none.
struct CSVReader {
  struct Row {
    /// Where it begins, from 1.
    let line: Int
    let fields: [String]
  }

  private var rest: Substring.UnicodeScalarView
  private var line = 1

  init(_ text: String) { rest = text[...].unicodeScalars }

  /// - Throws: where a quoted field has no end, or goes on behind it.
  mutating func nextRow() throws(ManifestError) -> Row? {
    while takeLineEnd() {}
    guard !rest.isEmpty else { return nil }
    let begin = line
    var fields = [try nextField()]
    while rest.first == "," {
      rest.removeFirst()
      fields.append(try nextField())
    }
    guard rest.isEmpty || takeLineEnd() else {
      throw ManifestError(line: line, "expected a comma after a quote")
    }
    return Row(line: begin, fields: fields)
  }

  private mutating func nextField() throws(ManifestError) -> String {
    if rest.first == "\"" { return try quotedField() }
    let end = rest.firstIndex { $0 == "," || $0 == "\n" || $0 == "\r" } ?? rest.endIndex
    defer { rest = rest[end...] }
    return String(rest[..<end])
  }

  private mutating func quotedField() throws(ManifestError) -> String {
    let begin = line
    var field = String.UnicodeScalarView()
    rest.removeFirst()
    while let scalar = rest.popFirst() {
      if scalar == "\n" { line += 1 }
      if scalar != "\"" {
        field.append(scalar)
      } else if rest.first == "\"" {
        field.append(scalar)
        rest.removeFirst()
      } else {
        return String(field)
      }
    }
    throw ManifestError(line: begin, "a quote has no end")
  }

  private mutating func takeLineEnd() -> Bool {
    if rest.starts(with: ["\r", "\n"]) { rest.removeFirst() }
    guard rest.first == "\n" || rest.first == "\r" else { return false }
    rest.removeFirst()
    line += 1
    return true
  }
}
