/// A JSON value. Objects keep the order of their members.
public enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  /// A non-empty array of numbers only: 8 bytes an element, for weights by the million.
  case numbers([Double])
  /// Any other array.
  case array([JSONValue])
  case object(JSONObject)

  /// What it is, for an error: "a string", "an array".
  var kind: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let value): "the number \(JSONValue.text(of: value))"
    case .string(let value): "the string \"\(value.prefix(40))\(value.count > 40 ? "..." : "")\""
    case .numbers, .array: "an array"
    case .object: "an object"
    }
  }

  /// A number as a person writes it: 48000, not 48000.0.
  static func text(of number: Double) -> String {
    if let integer = Int(exactly: number), integer.magnitude < 1 << 53 { return "\(integer)" }
    return "\(number)"
  }
}

/// The members of a JSON object, in the file's order, each key once.
public struct JSONObject: Sendable, Equatable {
  public struct Member: Sendable, Equatable {
    public let key: String
    public let value: JSONValue
  }

  public private(set) var members: [Member] = []
  /// Keys that occurred more than once, each once; the last value counts, as in NeuralAmpModelerCore.
  public private(set) var repeatedKeys: [String] = []
  private var indices: [String: Int] = [:]
  private var seenAgain: Set<String> = []

  public init() {}

  public subscript(key: String) -> JSONValue? {
    indices[key].map { members[$0].value }
  }

  mutating func append(_ key: String, _ value: JSONValue) {
    if let index = indices[key] {
      if seenAgain.insert(key).inserted { repeatedKeys.append(key) }
      members[index] = Member(key: key, value: value)
    } else {
      indices[key] = members.count
      members.append(Member(key: key, value: value))
    }
  }

  /// With the members of `other` where there are none, or null.
  func completed(by other: JSONObject) -> JSONObject {
    var result = self
    for member in other.members where (self[member.key] ?? .null) == .null {
      result.append(member.key, member.value)
    }
    return result
  }

  func without(_ keys: Set<String>) -> JSONObject {
    var result = JSONObject()
    for member in members where !keys.contains(member.key) { result.append(member.key, member.value) }
    return result
  }

  public static func == (left: Self, right: Self) -> Bool { left.members == right.members }
}

extension JSONValue: Encodable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .object(let object):
      var container = encoder.container(keyedBy: Key.self)
      for member in object.members {
        try container.encode(member.value, forKey: Key(stringValue: member.key))
      }
    case .array(let elements): try Self.encode(elements, to: encoder)
    case .numbers(let elements): try Self.encode(elements.map(JSONValue.number), to: encoder)
    case .number(let value): try Self.encode(number: value, to: encoder)
    case .string(let value): try Self.encode(single: value, to: encoder)
    case .bool(let value): try Self.encode(single: value, to: encoder)
    case .null:
      var container = encoder.singleValueContainer()
      try container.encodeNil()
    }
  }

  private static func encode(_ elements: [JSONValue], to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    for element in elements { try container.encode(element) }
  }

  private static func encode(number: Double, to encoder: any Encoder) throws {
    if let integer = Int(exactly: number) {
      try encode(single: integer, to: encoder)
    } else {
      try encode(single: number, to: encoder)
    }
  }

  private static func encode(single value: some Encodable, to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}
