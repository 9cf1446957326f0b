import LiveAudio
import NAMFormat
import NeuralAmp

/// `headroom live`: a capture through an interface.
enum LiveCommand {
  static let description = Command(
    name: "live",
    synopsis: "live -m MODEL [-d DEVICE]",
    summary: "Plays a capture live, through an audio interface",
    options: [Option(names: ["-m", "--model"], value: "MODEL", help: "the capture, a .nam file")]
      + DeviceOptions.options(defaultRate: "the capture's", DeviceOptions.inputs) + [
        Option(
          names: ["--quality"], value: "Q",
          help: "of a file that can be cut down: 0, the smallest, to 1, the whole; default: 1"),
        Option(names: ["--input-gain"], value: "DB", help: "before the capture"),
        Option(names: ["--output-gain"], value: "DB", help: "after the capture"),
        Option(names: ["--bypass"], help: "begin past the amp"),
        Option(names: ["--record"], value: "FILE", help: "write what is played"),
        Option(names: ["--record-input"], value: "FILE", help: "write what comes in"),
        Option(names: ["--seconds"], value: "S", help: "stop after so many seconds of sound"),
        Option(names: ["--json"], help: "events, status and summary as JSON lines on standard output"),
        Option(names: ["--quiet"], help: "only errors and warnings"),
      ],
    notes: [
      """
      With several input channels, as --in 1,2, there are as many output channels in the same order. Gains,
      bypass and recordings are for all of them.
      """,
      """
      On a terminal: up and down change the output gain, left and right the input gain, b bypasses the amp,
      m mutes, < and > step through the qualities that the file has, r resets the counters, q quits.
      """,
      """
      Ctrl-C and SIGTERM fade out and end with exit code 0. SIGHUP loads the model file anew and crossfades to
      it, at the same quality. When the device is pulled out, the program waits for it to come back and plays on.
      """,
    ])

  static func run(_ arguments: Arguments) throws(UsageError) -> Int32 {
    if let operand = arguments.operands.first { throw UsageError("takes no argument, found \"\(operand)\"") }
    guard let modelPath = arguments.value("-m") else { throw UsageError("no model: -m MODEL is missing") }
    let settings = try LiveSettings(arguments)
    do throws(LiveFailure) {
      let run = try LiveRun(modelPath: modelPath, settings)
      return try run.run()
    } catch {
      Console.error(error.message)
      return ExitCode.unusable
    }
  }
}
