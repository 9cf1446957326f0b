import AudioFile

/// How outputs are called: text in which `{input}` and `{model}` stand for the names of those files, without
/// folder and extension.
struct RenderNaming {
  private enum Part {
    case text(Substring)
    case input
    case model
  }

  static let option = Option(
    names: ["--name"], value: "PATTERN", help: "what outputs are called; default: {input}-{model}")

  private let parts: [Part]
  /// What makes a WAV file of a pattern without an extension.
  private let suffix: String

  /// As it is without the option.
  init() {
    parts = [.input, .text("-"), .model]
    suffix = ".wav"
  }

  init(_ pattern: String) throws(UsageError) {
    if pattern.hasPrefix("/") || pattern.hasSuffix("/") {
      throw UsageError("--name: a name below the output folder, and \"\(pattern)\" is none")
    }
    var parts: [Part] = []
    var rest = pattern[...]
    while let brace = rest.firstIndex(of: "{") {
      parts.append(.text(rest[..<brace]))
      guard let end = rest[brace...].firstIndex(of: "}") else {
        throw UsageError("--name: there is no } for the { in \"\(pattern)\"")
      }
      parts.append(try Self.placeholder(rest[brace...end]))
      rest = rest[rest.index(after: end)...]
    }
    self.parts = parts + [.text(rest)]
    suffix = AudioContainer(path: pattern) == nil ? ".wav" : ""
  }

  private static func placeholder(_ text: Substring) throws(UsageError) -> Part {
    switch text {
    case "{input}": return .input
    case "{model}": return .model
    default: throw UsageError("--name: \(text) is neither {input} nor {model}")
    }
  }

  /// - Parameters: paths; `-` is standard input.
  func name(input: String, model: String) -> String {
    let words = parts.map { part in
      switch part {
      case .text(let text): String(text)
      case .input: input == "-" ? "stdin" : FilePath.stem(of: input)
      case .model: FilePath.stem(of: model)
      }
    }
    return words.joined() + suffix
  }
}
