/// Columns for people: text to the left, numbers to the right.
struct TextTable {
  private var rows: [[String]]
  private let left: Set<Int>

  /// - Parameter left: the columns with text.
  init(_ header: [String], left: Set<Int> = [0]) {
    rows = [header]
    self.left = left
  }

  mutating func add(_ row: [String]) { rows.append(row) }

  var text: String { lines.joined(separator: "\n") }

  var lines: [String] {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - row[column].count)
        return left.contains(column) ? row[column] + padding : padding + row[column]
      }
      return cells.joined(separator: "  ").trimmingEnd
    }
  }
}

extension String {
  fileprivate var trimmingEnd: String { String(prefix(reversed().drop { $0 == " " }.count)) }
}
