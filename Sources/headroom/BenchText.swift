import NeuralAmp

/// A measurement for people.
enum BenchText {
  static func text(_ report: BenchReport) -> String {
    [head(report), speed(report), periods(report), explanation].joined(separator: "\n\n")
  }

  private static func head(_ report: BenchReport) -> String {
    let system = report.system
    let place = report.pinnedCPU.map { "CPU \($0)" } ?? "not kept on one CPU"
    let clocks = report.models.map(\.gigahertz)
    let clock = Format.fixed(clocks.reduce(0, +) / Double(max(1, clocks.count)), 2)
    return """
      Headroom \(system.version)\(report.isDebugBuild ? " (debug build)" : "") on \
      \(Console.printable(system.processor)) (\(place), \(clock) GHz)
      \(system.kernel.title), blocks of \(Format.count(report.blockFrames, "frame")), \
      \(Format.count(report.rounds, "round")) in \(Format.fixed(report.seconds, 1)) s
      """
  }

  private static func speed(_ report: BenchReport) -> String {
    var table = TextTable([
      "model", "rate", "ns/frame", "median", "p99", "worst", "cycles", "x real time", "x reference",
      "block 1", "max error", "ESR",
    ])
    for model in report.models {
      table.add([
        shortened(model.name), Format.number(model.sampleRate), time(model.fastest), time(model.median),
        time(model.percentile99), time(model.worst), Format.fixed(model.cycles, 0),
        Format.fixed(model.realTimeFactor, 0), Format.fixed(model.referenceRatio, 1),
        "x \(Format.fixed(model.blockRatio, 2))", Format.scientific(model.accuracy.maximumError),
        model.accuracy.errorToSignal.map(Format.scientific) ?? "-",
      ])
    }
    return table.text
  }

  private static func periods(_ report: BenchReport) -> String {
    var table = TextTable(["headroom"] + BenchLane.periods.flatMap { ["\($0) frames", "of the time"] })
    for model in report.models {
      let cells = model.periods.flatMap {
        ["\($0.headroom)", "\(Format.fixed(100 * $0.share, 2)) %"]
      }
      table.add([shortened(model.name)] + cells)
    }
    return table.text
  }

  private static let explanation = """
    ns/frame: the fastest round; median: of the rounds; p99, worst: of single blocks. block 1: a frame in
    blocks of one, against blocks of 64. Errors are against float64 for LSTMs, for other networks against
    the reference kernel. headroom: how many of the model one core has time for at that period, by the p99
    block.
    """

  private static func time(_ nanoseconds: Double) -> String {
    Format.fixed(nanoseconds, nanoseconds < 1000 ? 1 : 0)
  }

  private static func shortened(_ name: String) -> String {
    name.count > 32 ? "...\(name.suffix(29))" : name
  }
}
