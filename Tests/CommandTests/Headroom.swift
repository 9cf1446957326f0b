import Foundation
import TestSupport

/// Runs the program as a person would: the one that was built beside these tests.
struct Headroom {
  struct Result {
    let exitCode: Int32
    let output: [UInt8]
    let errorText: String

    var text: String { String(decoding: output, as: UTF8.self) }
    /// Lines on standard error.
    var errorLines: [String] { errorText.split(separator: "\n").map(String.init) }
  }

  static let url = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "headroom")

  static let model = Repository.path("Models/lstm_1x8_clean.nam")
  static let clip = Repository.path("Models/guitar_48000.wav")

  static var path: String { url.path(percentEncoded: false) }

  static func run(
    _ arguments: String..., input: [UInt8] = [], in folder: TemporaryFolder? = nil
  ) throws -> Result {
    try run(arguments, input: input, in: folder)
  }

  /// - Parameter rig: the cards that it sees; `nil`: this machine's.
  static func run(
    _ arguments: [String], input: [UInt8] = [], in folder: TemporaryFolder? = nil, rig: Rig? = nil
  ) throws -> Result {
    try run(program: url, arguments, input: input, in: folder, rig: rig)
  }

  /// The same through a shell, for limits, pipes and terminals. `$HEADROOM` is the program.
  static func shell(_ script: String, in folder: TemporaryFolder, rig: Rig? = nil) throws -> Result {
    try run(program: URL(filePath: "/bin/bash"), ["-c", script], in: folder, rig: rig)
  }

  /// Starts it and comes back at once. What it says goes nowhere.
  static func start(_ arguments: [String], input: Any? = FileHandle.nullDevice) throws -> Process {
    let process = Process()
    process.executableURL = url
    process.arguments = arguments
    heedSignals()
    process.standardInput = input
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// What these tests were started with may ignore them, and that would be handed down.
  private static func heedSignals() {
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
  }

  /// Until it ends; what has not ended after two minutes hangs, and is killed.
  static func wait(for process: Process) {
    let deadline = ContinuousClock.now + .seconds(120)
    while process.isRunning {
      if ContinuousClock.now > deadline { kill(process.processIdentifier, SIGKILL) }
      Thread.sleep(forTimeInterval: 0.002)
    }
  }

  private static func run(
    program: URL, _ arguments: [String], input: [UInt8] = [], in folder: TemporaryFolder?, rig: Rig? = nil
  ) throws -> Result {
    let scratch = try TemporaryFolder()
    let inputPath = try scratch.write(input, as: "stdin")
    _ = try scratch.write([], as: "stdout")
    _ = try scratch.write([], as: "stderr")
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment
      .merging(["HEADROOM": path]) { $1 }.merging(rig?.environment ?? [:]) { $1 }
    process.currentDirectoryURL = folder?.url ?? scratch.url
    // Files, not pipes: no output is too long to be taken.
    process.standardInput = FileHandle(forReadingAtPath: inputPath)
    process.standardOutput = FileHandle(forWritingAtPath: scratch.path("stdout"))
    process.standardError = FileHandle(forWritingAtPath: scratch.path("stderr"))
    heedSignals()
    try process.run()
    wait(for: process)
    let status = process.terminationStatus
    return Result(
      exitCode: process.terminationReason == .uncaughtSignal ? 128 + status : status,
      output: try scratch.bytes("stdout"),
      errorText: String(decoding: try scratch.bytes("stderr"), as: UTF8.self))
  }
}
