/// Wrong usage: one line, exit code 2.
struct UsageError: Error {
  let message: String

  init(_ message: String) { self.message = message }
}

/// A command line taken apart.
struct Arguments {
  private(set) var operands: [String] = []
  private var values: [String: [String]] = [:]
  private var flags: Set<String> = []

  /// Options and operands may be mixed; `--` ends the options; `--name=value` and `--name value` are the same.
  init(_ words: [String], of command: Command) throws(UsageError) {
    var words = words[...]
    while let word = words.popFirst() {
      if word == "--" {
        operands += words
        return
      }
      guard word.hasPrefix("-"), word != "-" else {
        operands.append(word)
        continue
      }
      try take(word, rest: &words, command)
    }
  }

  private mutating func take(
    _ word: String, rest: inout ArraySlice<String>, _ command: Command
  ) throws(UsageError) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let name = word.hasPrefix("--") ? parts[0] : word
    let attached = word.hasPrefix("--") && parts.count > 1 ? parts[1] : nil
    guard let option = command.options.first(where: { $0.names.contains(name) }) else {
      throw UsageError("unknown option \(name)")
    }
    guard let placeholder = option.value else {
      if attached != nil { throw UsageError("\(name) takes no value") }
      flags.insert(option.name)
      return
    }
    guard let value = attached ?? rest.popFirst(), !value.isEmpty else {
      throw UsageError("\(name) needs a value: \(placeholder)")
    }
    if values[option.name] != nil && !option.isRepeatable { throw UsageError("\(name) is given twice") }
    values[option.name, default: []].append(value)
  }

  func has(_ flag: String) -> Bool { flags.contains(flag) }

  func value(_ option: String) -> String? { values[option]?.first }

  /// Those of an option that may be given more than once, in their order.
  func values(_ option: String) -> [String] { values[option] ?? [] }

  /// A number in a range; `nil` where the option is not given.
  func number(_ option: String, in range: ClosedRange<Double>) throws(UsageError) -> Double? {
    guard let text = value(option) else { return nil }
    guard let number = Double(text), range.contains(number) else {
      throw UsageError(
        "\(option): expected a number from \(Format.number(range.lowerBound)) to "
          + "\(Format.number(range.upperBound)), found \"\(text)\"")
    }
    return number
  }

  /// A whole number in a range; `nil` where the option is not given.
  func wholeNumber(_ option: String, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
    guard let text = value(option) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw UsageError(
        "\(option): expected a whole number from \(range.lowerBound) to \(range.upperBound), "
          + "found \"\(text)\"")
    }
    return number
  }

  /// One of a few words; `nil` where the option is not given.
  func choice<Value>(_ option: String, _ choices: KeyValuePairs<String, Value>) throws(UsageError) -> Value? {
    guard let text = value(option) else { return nil }
    guard let choice = choices.first(where: { $0.key == text }) else {
      let words = choices.map(\.key).joined(separator: ", ")
      throw UsageError("\(option): expected one of \(words), found \"\(text)\"")
    }
    return choice.value
  }
}
