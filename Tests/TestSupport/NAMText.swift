/// The text of a small `.nam` file, member by member.
public struct NAMText: Sendable {
  public private(set) var members: [(key: String, value: String)]

  /// A 1x3 LSTM of 70 weights.
  public static let lstm = lstm()

  public static func lstm(layers: String = "1", hidden: String = "3") -> NAMText {
    NAMText(members: [
      ("version", "\"0.5.4\""), ("architecture", "\"LSTM\""),
      ("config", "{\"num_layers\": \(layers), \"input_size\": 1, \"hidden_size\": \(hidden)}"),
      ("weights", numbers(70)), ("sample_rate", "48000"),
      ("metadata", "{\"loudness\": -20.5, \"name\": \"test\"}"),
    ])
  }

  /// An array of small numbers.
  public static func numbers(_ count: Int) -> String {
    "[\((0..<count).map { "\(Double($0 % 7 - 3) / 8)" }.joined(separator: ", "))]"
  }

  public init(members: [(key: String, value: String)]) { self.members = members }

  public func with(_ key: String, _ value: String) -> NAMText {
    var copy = self
    if let index = members.firstIndex(where: { $0.key == key }) {
      copy.members[index].value = value
    } else {
      copy.members.append((key, value))
    }
    return copy
  }

  public func with(_ changes: KeyValuePairs<String, String>) -> NAMText {
    changes.reduce(self) { $0.with($1.key, $1.value) }
  }

  public func without(_ key: String) -> NAMText { NAMText(members: members.filter { $0.key != key }) }

  public func text(separator: String = ", ") -> String {
    "{\(members.map { "\"\($0.key)\": \($0.value)" }.joined(separator: separator))}"
  }

  public var bytes: [UInt8] { Array(text().utf8) }
}
