import CSimdJSON

/// JSON text to ``JSONValue``, by simdjson.
enum JSONParser {
  /// How deep objects and arrays may nest. A `.nam` file of today needs about 12.
  static let maximumDepth = 64

  struct Document {
    let value: JSONValue
    /// Bytes behind the value that are not white space.
    let hasTrailingBytes: Bool
  }

  enum Failure: Error, Equatable {
    case invalid(reason: String, offset: Int?)
    case truncated
    case tooDeep(offset: Int?)
    case outOfMemory
  }

  static func parse(_ text: UnsafeRawBufferPointer) throws(Failure) -> Document {
    let end: Int
    switch JSONExtent.find(in: text) {
    case .complete(let found): end = found
    case .incomplete: throw .truncated
    case .controlCharacter(let offset):
      throw .invalid(reason: "a string has an unescaped control character", offset: offset)
    }
    let value = try parseValue(UnsafeRawBufferPointer(rebasing: text[..<end]))
    let trailing = text[end...].contains { !$0.isJSONWhiteSpace }
    return Document(value: value, hasTrailingBytes: trailing)
  }

  private static func parseValue(_ text: UnsafeRawBufferPointer) throws(Failure) -> JSONValue {
    let builder = JSONBuilder()
    let result = builder.withSink { sink in
      headroom_json_parse(text.baseAddress, text.count, maximumDepth, sink)
    }
    let offset = result.offset == HEADROOM_JSON_NOWHERE ? nil : Int(result.offset)
    switch result.status {
    case HEADROOM_JSON_OK: return builder.finish()
    case HEADROOM_JSON_TOO_DEEP: throw .tooDeep(offset: offset)
    case HEADROOM_JSON_NO_MEMORY: throw .outOfMemory
    default:
      throw .invalid(reason: String(cString: result.reason), offset: offset ?? firstNonUTF8(in: text))
    }
  }

  /// simdjson checks the encoding of the whole text first and does not say where it is broken.
  private static func firstNonUTF8(in text: UnsafeRawBufferPointer) -> Int? {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: text.bindMemory(to: UInt8.self).span)
      return nil
    } catch {
      return error.byteOffsets.lowerBound
    }
  }
}

extension JSONParser.Failure {
  /// Where it happened: bytes from the start of the text.
  var offset: Int? {
    switch self {
    case .invalid(_, let offset), .tooDeep(let offset): offset
    case .truncated, .outOfMemory: nil
    }
  }
}

extension UInt8 {
  var isJSONWhiteSpace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
}
