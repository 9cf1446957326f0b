/// How far the first JSON value of a text reaches.
///
/// NeuralAmpModelerCore parses as a stream: it does not look at bytes behind the closing brace. simdjson
/// takes exactly one value, so what is behind it is cut off first. The same look tells a file that ends
/// in the middle, a broken download most often, from one that is not JSON.
enum JSONExtent: Equatable {
  /// The value lies before this offset.
  case complete(end: Int)
  /// The text ends inside the value.
  case incomplete
  /// A string holds a control character at this offset, as text cut by a broken transfer does.
  case controlCharacter(offset: Int)

  /// Matches brackets outside strings. Whether they are of the right kind is the parser's business.
  static func find(in text: UnsafeRawBufferPointer) -> JSONExtent {
    var depth = 0
    var index = 0
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "\""):
        switch endOfString(in: text, from: index + 1) {
        case .complete(let end): index = end - 1
        case let other: return other
        }
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth <= 0 { return .complete(end: index + 1) }
      default: break
      }
      index += 1
    }
    return depth > 0 ? .incomplete : .complete(end: text.count)
  }

  private static func endOfString(in text: UnsafeRawBufferPointer, from start: Int) -> JSONExtent {
    var index = start
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "\""): return .complete(end: index + 1)
      case UInt8(ascii: "\\"): index += 1
      case 0..<0x20: return .controlCharacter(offset: index)
      default: break
      }
      index += 1
    }
    return .incomplete
  }
}
