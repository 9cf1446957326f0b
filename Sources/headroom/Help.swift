/// Help text, made from the commands themselves.
enum Help {
  static let commands = [
    RenderCommand.description, LiveCommand.description, DevicesCommand.description,
    LatencyCommand.description, InfoCommand.description, BenchCommand.description,
  ]

  static var overview: String {
    let width = commands.map(\.synopsis.count).max() ?? 0
    let lines = commands.map { "  headroom \(pad($0.synopsis, to: width))  \($0.summary)" }
    return """
      Headroom \(Version.current): neural guitar amps for Linux. Plays Neural Amp Modeler captures (.nam).

      \(lines.joined(separator: "\n"))
        headroom help COMMAND
        headroom --version

      Exit codes: 0 done; 1 a file or model cannot be used (the others are still done);
      2 wrong usage; 130 stopped by Ctrl-C.
      """
  }

  static func text(for command: Command) -> String {
    let labels = command.options.map { option in
      option.names.joined(separator: ", ") + (option.value.map { " \($0)" } ?? "")
    }
    let width = labels.map(\.count).max() ?? 0
    let options = zip(labels, command.options).map { "  \(pad($0, to: width))  \($1.help)" }
    let parts = [
      "Usage: headroom \(command.synopsis)", command.summary + ".", options.joined(separator: "\n"),
    ]
    return (parts + command.notes).joined(separator: "\n\n")
  }

  private static func pad(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
