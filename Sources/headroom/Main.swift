import Glibc
import NeuralAmp

enum ExitCode {
  static let done: Int32 = 0
  static let unusable: Int32 = 1
  static let usage: Int32 = 2
}

@main
enum Main {
  static func main() {
    // A reader that goes away and a size limit are errors like any other, not the end of the process.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    StandardDescriptors.makeSureTheyAreOpen()
    exit(run(Array(CommandLine.arguments.dropFirst())))
  }

  private static func run(_ words: [String]) -> Int32 {
    let command = words.first ?? ""
    let rest = Array(words.dropFirst())
    do throws(UsageError) {
      // Swift puts this in the place of bytes that are not UTF-8, and the file would not be found.
      if let word = words.first(where: { $0.contains("\u{FFFD}") }) {
        throw UsageError("\(word) is not UTF-8")
      }
      switch command {
      case "render": return try runOrHelp(RenderCommand.description, rest, RenderCommand.run)
      case "live": return try runOrHelp(LiveCommand.description, rest, LiveCommand.run)
      case "latency": return try runOrHelp(LatencyCommand.description, rest, LatencyCommand.run)
      case "info": return try runOrHelp(InfoCommand.description, rest, InfoCommand.run)
      case "bench": return try runOrHelp(BenchCommand.description, rest, BenchCommand.run)
      case "devices": return try runOrHelp(DevicesCommand.description, rest, DevicesCommand.run)
      case "help": return try help(rest)
      case "--help", "-h": Console.out(Help.overview)
      case "--version": Console.out("headroom \(Version.current)")
      case "": throw UsageError("no command")
      default: throw UsageError("\"\(command)\" is not a command")
      }
      return ExitCode.done
    } catch {
      let isCommand = Help.commands.contains { $0.name == command }
      let topic = isCommand ? "headroom help \(command)" : "headroom --help"
      Console.error("\(isCommand ? "\(command): " : "")\(error.message) (see '\(topic)')")
      return ExitCode.usage
    }
  }

  private static func runOrHelp(
    _ command: Command, _ words: [String], _ run: (Arguments) throws(UsageError) -> Int32
  ) throws(UsageError) -> Int32 {
    if words.prefix(while: { $0 != "--" }).contains(where: { $0 == "--help" || $0 == "-h" }) {
      Console.out(Help.text(for: command))
      return ExitCode.done
    }
    let arguments = try Arguments(words, of: command)
    try checkEnvironment()
    return try run(arguments)
  }

  /// A kernel that cannot be had is not silently another one.
  private static func checkEnvironment() throws(UsageError) {
    do throws(KernelError) {
      _ = try Kernel.requested()
    } catch {
      throw UsageError("\(Kernel.environmentVariable): \(error)")
    }
  }

  private static func help(_ words: [String]) throws(UsageError) -> Int32 {
    guard let topic = words.first else {
      Console.out(Help.overview)
      return ExitCode.done
    }
    guard words.count == 1, let command = Help.commands.first(where: { $0.name == topic }) else {
      throw UsageError("no help on \"\(words.joined(separator: " "))\"")
    }
    Console.out(Help.text(for: command))
    return ExitCode.done
  }
}
