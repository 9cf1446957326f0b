/// The option of commands that play a capture: what they play of a file that holds smaller networks too.
enum Quality {
  static let option = Option(
    names: ["--quality"], value: "Q",
    help: "where a capture can be smaller: 0, the smallest, to 1, the whole; default: 1")

  static func read(_ arguments: Arguments) throws(UsageError) -> Double {
    try arguments.number("--quality", in: 0...1) ?? 1
  }
}
