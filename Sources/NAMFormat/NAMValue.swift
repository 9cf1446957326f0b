/// A JSON value and its place in the file, as the path that errors name.
struct NAMValue {
  let path: String
  let value: JSONValue
  let remarks: NAMRemarks

  func integer(in range: ClosedRange<Int>) throws(NAMFileError.Problem) -> Int {
    guard case .number(let number) = value, let integer = Int(exactly: number), range.contains(integer) else {
      throw unexpected("a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return integer
  }

  /// Finite as a 32-bit float.
  func float() throws(NAMFileError.Problem) -> Float {
    guard case .number(let number) = value, Float(number).isFinite else {
      throw unexpected("a number within the range of a 32-bit float")
    }
    return Float(number)
  }

  func number() throws(NAMFileError.Problem) -> Double {
    guard case .number(let number) = value else { throw unexpected("a number") }
    return number
  }

  func bool() throws(NAMFileError.Problem) -> Bool {
    guard case .bool(let bool) = value else { throw unexpected("true or false") }
    return bool
  }

  func string() throws(NAMFileError.Problem) -> String {
    guard case .string(let text) = value else { throw unexpected("a string") }
    return text
  }

  func object() throws(NAMFileError.Problem) -> NAMObject {
    guard case .object(let object) = value else { throw unexpected("an object") }
    return NAMObject(path: path, members: object, remarks: remarks)
  }

  var isNull: Bool { value == .null }

  /// Elements; `nil` for what is no list.
  var count: Int? {
    switch value {
    case .array(let elements): elements.count
    case .numbers(let numbers): numbers.count
    default: nil
    }
  }

  /// - Parameter count: how many there may be.
  func elements(_ count: ClosedRange<Int>) throws(NAMFileError.Problem) -> [NAMValue] {
    let values: [JSONValue]
    switch value {
    case .array(let elements) where count.contains(elements.count): values = elements
    case .numbers(let numbers) where count.contains(numbers.count): values = numbers.map(JSONValue.number)
    default:
      throw .unexpected(
        key: path, expected: "an array of \(Self.text(count: count))",
        found: self.count.map { "one of \($0)" } ?? value.kind)
    }
    return values.enumerated().map { index, value in
      NAMValue(path: "\(path)[\(index)]", value: value, remarks: remarks)
    }
  }

  /// The elements of an array of that many, or what is no array over and over.
  func each(_ count: Int) throws(NAMFileError.Problem) -> [NAMValue] {
    self.count == nil ? Array(repeating: self, count: count) : try elements(count...count)
  }

  /// - Parameter count: how many there may be.
  func integers(
    in range: ClosedRange<Int>, _ count: ClosedRange<Int>
  ) throws(NAMFileError.Problem) -> [Int] {
    var integers: [Int] = []
    for element in try elements(count) { integers.append(try element.integer(in: range)) }
    return integers
  }

  private static func text(count: ClosedRange<Int>) -> String {
    count.count == 1 ? "\(count.lowerBound)" : "\(count.lowerBound) to \(count.upperBound)"
  }

  func unexpected(_ expected: String) -> NAMFileError.Problem {
    .unexpected(key: path, expected: expected, found: value.kind)
  }
}
