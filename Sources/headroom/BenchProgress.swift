/// One refreshed line on a terminal about a measurement that takes its time; nothing where standard error is
/// not a terminal.
struct BenchProgress {
  private let isShown = Console.errorIsTerminal
  private var nextUpdate = ContinuousClock.now + .milliseconds(200)

  /// At most five times a second: writing disturbs what is measured.
  mutating func update(_ text: @autoclosure () -> String) {
    let now = ContinuousClock.now
    guard isShown, now >= nextUpdate else { return }
    nextUpdate = now + .milliseconds(200)
    Console.progress(text())
  }

  func clear() {
    if isShown { Console.progress("") }
  }
}
