import FoundationEssentials

enum JSON {
  /// Pretty, with sorted keys: the same value is always the same text.
  static func text(_ value: some Encodable) -> String { encode(value, [.prettyPrinted, .sortedKeys]) }

  /// On one line.
  static func line(_ value: some Encodable) -> String { encode(value, [.sortedKeys]) }

  private static func encode(_ value: some Encodable, _ formatting: JSONEncoder.OutputFormatting) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = formatting.union(.withoutEscapingSlashes)
    encoder.keyEncodingStrategy = .useDefaultKeys
    encoder.nonConformingFloatEncodingStrategy = .throw
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self)
    } catch {
      preconditionFailure("what is shown holds finite numbers and text only: \(error)")
    }
  }
}
