import AudioFile
import NeuralAmp

/// One refreshed line on a terminal about the file that is being rendered; nothing where standard error is
/// not a terminal.
struct ProgressLine {
  private let label: String
  private let isShown: Bool
  private let begin = ContinuousClock.now
  private var nextUpdate = ContinuousClock.now + .milliseconds(100)

  /// - Parameters:
  ///   - label: shortened, so that the line fits the terminal: a longer one cannot be refreshed.
  ///   - isShown: `false`: the line is not even shown on a terminal.
  init(_ label: String, isShown: Bool) {
    self.isShown = isShown && Console.errorIsTerminal
    self.label = label.count > 40 ? "...\(label.suffix(37))" : label
  }

  /// At most ten times a second.
  mutating func update(_ progress: RenderProgress) {
    let now = ContinuousClock.now
    guard isShown, now >= nextUpdate else { return }
    nextUpdate = now + .milliseconds(100)
    let elapsed = (now - begin) / .seconds(1)
    let done = Double(progress.renderedFrameCount)
    let total = Double(progress.totalFrameCount)
    let speed = done / Double(progress.sampleRate) / elapsed
    Console.progress(
      "\(label): \(Format.fixed(100 * done / total, 0)) %, \(Format.fixed(speed, 1))x real time, "
        + "\(Format.time(elapsed * (total - done) / done)) left")
  }

  func finish(_ report: RenderReport) {
    guard isShown else { return }
    let speed = report.elapsed > 0 ? report.duration / report.elapsed : 0
    Console.progress(
      "\(label) -> \(Console.printable(report.outputPath)): \(Format.time(report.duration)), "
        + "\(Format.fixed(speed, 1))x real time, peak \(Format.level(Decibels.decibels(report.outputPeak)))\n"
    )
  }

  func clear() {
    if isShown { Console.progress("") }
  }
}
