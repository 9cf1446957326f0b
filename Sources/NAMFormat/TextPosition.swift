/// A place in a text, both from 1; the column counts bytes.
public struct TextPosition: Sendable, Equatable, CustomStringConvertible {
  public let line: Int
  public let column: Int

  init(offset: Int, in text: UnsafeRawBufferPointer) {
    let before = text.prefix(offset)
    line = 1 + before.count { $0 == UInt8(ascii: "\n") }
    column = 1 + (before.lastIndex(of: UInt8(ascii: "\n")).map { offset - $0 - 1 } ?? offset)
  }

  public var description: String { "line \(line), column \(column)" }
}
