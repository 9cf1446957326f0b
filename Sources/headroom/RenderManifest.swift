import Glibc

/// A list of what to render: CSV with a header, or JSON lines.
///
/// Relative paths are relative to the manifest's folder.
struct RenderManifest {
  enum Column: String, CaseIterable {
    case input, model, output
    case inputGain = "input_gain"
    case outputGain = "output_gain"

    static let list = allCases.map(\.rawValue).joined(separator: ", ")
  }

  /// One row, and where it begins.
  struct Record {
    /// From 1.
    let line: Int
    /// Those that say something.
    var fields: [Column: String]
  }

  private let path: String
  private let records: [Record]

  /// - Parameter path: `-` is standard input.
  /// - Throws: where it cannot be read, or holds anything else.
  init(path: String) throws(UsageError) {
    let name = path == "-" ? "standard input" : path
    let text = try Self.read(path, name)
    try self.init(text, path: path)
  }

  /// - Parameter path: for messages, and for what paths are relative to.
  init(_ text: String, path: String) throws(UsageError) {
    self.path = path
    do throws(ManifestError) {
      let isJSON = text.first { !$0.isWhitespace } == "{"
      records = isJSON ? try ManifestJSON.records(text) : try ManifestCSV.records(text)
    } catch {
      throw UsageError("\(path): \(error.description)")
    }
    if records.isEmpty { throw UsageError("\(path): there are no inputs in it") }
  }

  /// - Parameters:
  ///   - models: for rows that name none.
  ///   - target: for rows that name no output.
  func requests(models: [String], target: RenderRequest.Target) throws(UsageError) -> [RenderRequest] {
    var requests: [RenderRequest] = []
    for record in records {
      do throws(ManifestError) {
        requests.append(try request(record, models: models, target: target))
      } catch {
        throw UsageError("\(path): \(error.description)")
      }
    }
    return requests
  }

  private func request(
    _ record: Record, models: [String], target: RenderRequest.Target
  ) throws(ManifestError) -> RenderRequest {
    let input = try place(.input, in: record)
    guard let input else { throw ManifestError(line: record.line, column: .input, "is missing") }
    let named = try place(.model, in: record).map { [$0] }
    if named == nil && models.isEmpty {
      throw ManifestError(line: record.line, column: .model, "is missing, and there is no -m MODEL")
    }
    return RenderRequest(
      input: input, models: named ?? models, target: try self.target(of: record) ?? target,
      inputGain: try gain(.inputGain, in: record), outputGain: try gain(.outputGain, in: record))
  }

  private func target(of record: Record) throws(ManifestError) -> RenderRequest.Target? {
    guard let output = try place(.output, in: record) else { return nil }
    do throws(UsageError) {
      let target = try RenderRequest.Target(output, isSeveral: false)
      if case .file(let path, _) = target { return .file(path, makingFolder: true) }
      return target
    } catch {
      throw ManifestError(line: record.line, column: .output, error.message)
    }
  }

  /// A path, from the manifest's folder.
  private func place(_ column: Column, in record: Record) throws(ManifestError) -> String? {
    guard let text = record.fields[column] else { return nil }
    if text == "-" {
      throw ManifestError(line: record.line, column: column, "- is no file, and a manifest takes only files")
    }
    return text.hasPrefix("/") ? text : FilePath.join(FilePath.parent(of: path), text)
  }

  private func gain(_ column: Column, in record: Record) throws(ManifestError) -> Double? {
    guard let text = record.fields[column] else { return nil }
    guard let number = Double(text), RenderCommand.gainRange.contains(number) else {
      throw ManifestError(
        line: record.line, column: column, "expected a number from -200 to 200, found \"\(text)\"")
    }
    return number
  }

  private static func read(_ path: String, _ name: String) throws(UsageError) -> String {
    let descriptor = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw UsageError("\(name): \(String(cString: strerror(errno)))") }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      guard count >= 0 else { throw UsageError("\(name): \(String(cString: strerror(errno)))") }
      if count == 0 { break }
      bytes += chunk[..<count]
    }
    // Spreadsheets put a byte order mark before the first column's name.
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    guard let string = String(validating: text, as: UTF8.self) else {
      throw UsageError("\(name): is not UTF-8")
    }
    return string
  }
}

/// What is wrong with a manifest, and where.
struct ManifestError: Error, CustomStringConvertible {
  let description: String

  /// - Parameter line: from 1.
  init(line: Int, _ problem: String) { description = "line \(line): \(problem)" }

  init(line: Int, column: RenderManifest.Column, _ problem: String) {
    description = "line \(line), column \(column.rawValue): \(problem)"
  }
}
