import NeuralAmp

/// `headroom bench`: how fast and how exact models run on this machine.
enum BenchCommand {
  static let description = Command(
    name: "bench",
    synopsis: "bench [MODEL...] [--block N] [--isa NAME]",
    summary: "Measures how fast and how exact captures run",
    options: [
      Quality.option,
      Option(names: ["--block"], value: "N", help: "length of a block, 1 to 65536 frames; default: 64"),
      Option(
        names: ["--isa"], value: "NAME", help: "the kernel: \(kernelNames); default: as info --system has it"),
      Option(names: ["--seconds"], value: "S", help: "time for each model, 0.05 to 3600; default: 0.5"),
      Option(names: ["--json"], help: "everything that is measured, on standard output"),
    ],
    notes: [
      """
      Without a MODEL, LSTMs of ten shapes and the usual six WaveNets, with seeded weights at 48 kHz.
      """,
      """
      One thread, kept on the CPU that it starts on (taskset chooses another), denormals flushed to zero as
      audio hosts have it. Every round takes a slice of 1 ms of every model, through the kernel and through
      the reference kernel; a slice that another thread took the CPU from is repeated. ns/frame is the mean
      of the fastest round, median that of the rounds; p99 and worst are of single blocks (blocks shorter
      than 32 frames are timed several at once).
      """,
      """
      Cycles are the core's, by a chain of additions timed in the same round. The error of an LSTM is against
      float64, that of other networks against the reference kernel, which keeps signals in float32: over two
      seconds like a guitar's, fewer for large networks, from the file's state. Headroom is how many of the
      model one core has time for at a period of 32, 64 and 128 frames, by the time that 99 of 100 such blocks
      do not exceed.
      """,
    ])

  private static let kernelNames = Kernel.allCases.map(\.rawValue).joined(separator: ", ")

  static func run(_ arguments: Arguments) throws(UsageError) -> Int32 {
    let blockFrameCount = try arguments.wholeNumber("--block", in: 1...65536) ?? 64
    let seconds = try arguments.number("--seconds", in: 0.05...3600) ?? 0.5
    let session = BenchSession(
      SystemDescription(option: try kernel(arguments)), blockFrameCount: blockFrameCount, seconds: seconds,
      quality: try Quality.read(arguments))
    Interrupt.install()
    do throws(Interrupted) {
      let report = try session.run(arguments.operands)
      // What is measured is shown, whole.
      if arguments.has("--json") {
        Console.out(JSON.text(report))
      } else if !report.models.isEmpty {
        Console.out(BenchText.text(report))
      }
      return report.failures.isEmpty ? ExitCode.done : ExitCode.unusable
    } catch {
      Console.error("stopped: nothing is shown of what was measured")
      return Interrupt.exitCode
    }
  }

  private static func kernel(_ arguments: Arguments) throws(UsageError) -> Kernel? {
    guard let name = arguments.value("--isa") else { return nil }
    do throws(KernelError) {
      return try Kernel.named(name)
    } catch {
      throw UsageError("--isa: \(error)")
    }
  }
}
