import FoundationEssentials
import Glibc

/// /proc, or a folder that stands for it.
struct ProcFolder {
  let root: String

  init(_ root: String) { self.root = root }

  func exists(_ path: String) -> Bool { access("\(root)/\(path)", F_OK) == 0 }

  /// `nil` where the file cannot be read, or starts with nothing.
  func firstLine(_ path: String) -> String? { lines(path).first.map(String.init) }

  /// The number in a line "key : number".
  func number(_ key: String, in path: String) -> Int? {
    for line in lines(path) {
      let words = line.split { $0 == ":" || $0.isWhitespace }
      if words.count == 2 && words[0] == key { return Int(words[1]) }
    }
    return nil
  }

  /// The numbers for which there is a file named prefix + number, from the smallest.
  func numbers(in path: String, prefix: String) -> [Int] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(path)")) ?? []
    return names.filter { $0.hasPrefix(prefix) }.compactMap { Int($0.dropFirst(prefix.count)) }.sorted()
  }

  private func lines(_ path: String) -> [Substring] {
    let bytes = FileManager.default.contents(atPath: "\(root)/\(path)") ?? Data()
    return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
  }
}
