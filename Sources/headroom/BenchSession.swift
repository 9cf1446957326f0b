import CBenchmark
import NAMFormat
import NeuralAmp

/// Gets the models ready, measures them and reports.
final class BenchSession {
  private let system: SystemDescription
  private let blockFrameCount: Int
  /// For each model.
  private let seconds: Double
  private let quality: Double
  private var failures: [BenchReport.Failure] = []
  private var progress = BenchProgress()

  init(_ system: SystemDescription, blockFrameCount: Int, seconds: Double, quality: Double) {
    self.system = system
    self.blockFrameCount = blockFrameCount
    self.seconds = seconds
    self.quality = quality
  }

  /// - Parameter paths: of captures; without any, seeded shapes take their place.
  func run(_ paths: [String]) throws(Interrupted) -> BenchReport {
    defer { progress.clear() }
    let cpu = headroom_bench_pin()
    if cpu < 0 { Console.warning("the thread cannot be kept on one CPU: figures may vary more") }
    let clock = BenchClock()
    let lanes = try paths.isEmpty ? shapes(clock) : captures(paths, clock)
    var rounds = BenchRounds(lanes)
    if !lanes.isEmpty {
      try rounds.run(for: seconds * Double(lanes.count)) { part in
        progress.update("measuring: \(Format.fixed(100 * part, 0)) %")
      }
    }
    return BenchReport(
      system: system, isDebugBuild: Self.isDebugBuild, blockFrames: blockFrameCount, quality: quality,
      pinnedCPU: cpu < 0 ? nil : Int(cpu), clockOverhead: clock.overhead, rounds: rounds.count,
      seconds: rounds.seconds, models: lanes.map(BenchResult.init), failures: failures)
  }

  private func shapes(_ clock: BenchClock) throws(Interrupted) -> [BenchLane] {
    var lanes: [BenchLane] = []
    for (name, network) in BenchShapes.all {
      lanes.append(try lane(BenchSubject(name: name, network, kernel: system.kernel), clock))
    }
    return lanes
  }

  /// Those that can be used.
  private func captures(_ paths: [String], _ clock: BenchClock) throws(Interrupted) -> [BenchLane] {
    var subjects: [BenchSubject] = []
    for path in paths {
      try Interrupt.check()
      do throws(NAMFileError) {
        subjects.append(try BenchSubject(path: path, quality: quality, kernel: system.kernel))
      } catch {
        progress.clear()
        Console.error(error.description)
        failures.append(BenchReport.Failure(model: path, error: error.description))
      }
    }
    var lanes: [BenchLane] = []
    for subject in subjects { lanes.append(try lane(subject, clock)) }
    return lanes
  }

  private func lane(_ subject: BenchSubject, _ clock: BenchClock) throws(Interrupted) -> BenchLane {
    try Interrupt.check()
    progress.update("\(subject.name): measuring its error")
    return try BenchLane(subject, blockFrameCount: blockFrameCount, clock: clock)
  }

  private static var isDebugBuild: Bool {
    #if DEBUG
      true
    #else
      false
    #endif
  }
}
