/// From the bytes of a file to its JSON object.
struct NAMText {
  let root: JSONObject
  let hasByteOrderMark: Bool
  let hasTrailingBytes: Bool

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  static func parse(_ bytes: [UInt8]) throws(NAMFileError.Problem) -> NAMText {
    let hasByteOrderMark = bytes.starts(with: byteOrderMark)
    let start = hasByteOrderMark ? byteOrderMark.count : 0
    if bytes[start...].allSatisfy(\.isJSONWhiteSpace) { throw .empty }
    let document = try bytes.withBytes { (whole) throws(NAMFileError.Problem) in
      let text = UnsafeRawBufferPointer(rebasing: whole[start...])
      if let format = ForeignFormat.detect(text) { throw .foreign(format) }
      return try parse(text)
    }
    guard case .object(let root) = document.value else {
      throw .rootNotObject(found: document.value.kind)
    }
    if let format = ForeignFormat.detect(root) { throw .foreign(format) }
    return NAMText(
      root: root, hasByteOrderMark: hasByteOrderMark, hasTrailingBytes: document.hasTrailingBytes)
  }

  private static func parse(
    _ text: UnsafeRawBufferPointer
  ) throws(NAMFileError.Problem) -> JSONParser.Document {
    do throws(JSONParser.Failure) {
      return try JSONParser.parse(text)
    } catch {
      let position = error.offset.map { TextPosition(offset: $0, in: text) }
      switch error {
      case .invalid(let reason, _): throw .invalidJSON(reason: reason, position: position)
      case .truncated: throw .truncated(position: TextPosition(offset: text.count, in: text))
      case .tooDeep: throw .tooDeep(limit: JSONParser.maximumDepth, position: position)
      case .outOfMemory: throw .outOfMemory
      }
    }
  }
}

extension [UInt8] {
  /// `withUnsafeBytes` with a typed error.
  fileprivate func withBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try span.bytes.withUnsafeBytes(body)
  }
}
