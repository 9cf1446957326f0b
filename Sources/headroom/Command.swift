/// An option of a command.
struct Option {
  let names: [String]
  /// What the value is called in the help; `nil` for a flag.
  var value: String?
  let help: String
  /// Whether it may be given more than once.
  var isRepeatable = false

  var name: String { names[0] }
}

/// A command: what it is called, takes and does. The parser and the help both go by it.
struct Command {
  let name: String
  let synopsis: String
  let summary: String
  let options: [Option]
  /// Paragraphs below the options.
  var notes: [String] = []
}
