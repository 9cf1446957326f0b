import LiveAudio

/// `headroom latency`: the round trip through a cable.
enum LatencyCommand {
  static let description = Command(
    name: "latency",
    synopsis: "latency [-d DEVICE] [--json]",
    summary: "Measures the round trip through a cable, from an output to an input",
    options: DeviceOptions.options(defaultRate: "\(LatencyMeasurement.defaultRate)", DeviceOptions.input) + [
      Option(names: ["--json"], help: "an object on standard output")
    ],
    notes: [
      """
      Plug a cable from output 1 into input 1, and take the headphones off: a third of a second of noise at
      -12 dBFS is sent three times, with the device started anew for each, and found again in what comes in.
      """,
      """
      Of the round trip, the periods are what -p and -n ask for; what remains is the converters', the
      bus's and the cable's. A warning says when the figure is not to be relied on. Exit code 1 where nothing
      comes back.
      """,
    ])

  static func run(_ arguments: Arguments) throws(UsageError) -> Int32 {
    if let word = arguments.operands.first { throw UsageError("takes no argument, found \"\(word)\"") }
    let options = try DeviceOptions.read(arguments)
    guard options.inputChannels.count == 1 else {
      throw UsageError("--in: expected one channel, found \(options.inputChannels.count)")
    }
    Interrupt.install()
    do throws(LiveAudioError) {
      let measurement = try LatencyMeasurement(options)
      guard let report = try measurement.measure(unless: { Interrupt.isRequested }) else {
        return Interrupt.exitCode
      }
      Console.out(arguments.has("--json") ? JSON.text(LatencyDescription(report)) : LatencyText.text(report))
      for warning in LatencyText.warnings(report) { Console.warning(warning) }
      return ExitCode.done
    } catch {
      Console.error(error.description)
      return ExitCode.unusable
    }
  }
}
