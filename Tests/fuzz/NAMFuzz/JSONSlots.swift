/// Where the values of a JSON text are, for as much of the text as makes sense: it may be broken.
struct JSONSlots {
  struct Slot {
    enum Kind { case object, list, string, word }

    let kind: Kind
    /// The value, with its key where it has one.
    let whole: Range<Int>
    let value: Range<Int>
    let key: Range<Int>?
    /// Values directly inside.
    let childCount: Int
  }

  /// Lists longer than this are weights, most likely, and their elements no slots of their own.
  static let longList = 16

  /// In the order of their ends; all but elements of long lists.
  private(set) var slots: [Slot] = []

  private struct Open {
    let start: Int
    let key: Range<Int>?
    let firstSlot: Int
    var childCount = 0
  }

  private let text: [UInt8]
  private var open: [Open] = []
  private var key: Range<Int>?

  init(_ text: [UInt8]) {
    self.text = text
    var index = 0
    while index < text.count { index = step(from: index) }
  }

  /// Takes one token; where the next may begin.
  private mutating func step(from index: Int) -> Int {
    switch text[index] {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      open.append(Open(start: index, key: key, firstSlot: slots.count))
      key = nil
    case UInt8(ascii: "}"), UInt8(ascii: "]"): close(at: index)
    case UInt8(ascii: "\""): return string(from: index)
    case UInt8(ascii: ","), UInt8(ascii: ":"), 0...0x20: break
    default: return word(from: index)
    }
    return index + 1
  }

  private mutating func string(from start: Int) -> Int {
    var end = start + 1
    while end < text.count, text[end] != UInt8(ascii: "\"") {
      end += text[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    end = min(end + 1, text.count)
    if text[end...].first(where: { $0 > 0x20 }) == UInt8(ascii: ":") {
      key = start..<end
    } else {
      add(.string, start..<end)
    }
    return end
  }

  private mutating func word(from start: Int) -> Int {
    let end = text[start...].firstIndex { $0 <= 0x20 || Array(",:[]{}\"".utf8).contains($0) } ?? text.count
    add(.word, start..<end)
    return end
  }

  private mutating func close(at index: Int) {
    guard let last = open.popLast() else { return }
    if last.childCount > Self.longList { slots.removeSubrange(last.firstSlot...) }
    key = last.key
    add(
      text[last.start] == UInt8(ascii: "{") ? .object : .list, last.start..<index + 1,
      childCount: last.childCount)
  }

  private mutating func add(_ kind: Slot.Kind, _ value: Range<Int>, childCount: Int = 0) {
    let whole = (key?.lowerBound ?? value.lowerBound)..<value.upperBound
    slots.append(Slot(kind: kind, whole: whole, value: value, key: key, childCount: childCount))
    key = nil
    if !open.isEmpty { open[open.count - 1].childCount += 1 }
  }
}
