import Glibc

/// A few lines on the terminal that are kept up to date, below everything that is said.
///
/// Thread: main.
final class TerminalPanel {
  private var lineCount = 0

  /// Draws the lines in the place of the last ones, each cut to the terminal's width.
  func draw(_ lines: [String]) {
    let columns = Console.errorColumnCount
    let text = lines.map { "\(Self.clear)\($0.prefix(columns - 1))" }.joined(separator: "\n")
    Console.draw(home + text)
    lineCount = lines.count
  }

  /// Takes it away, for something to be said in its place.
  func erase() {
    if lineCount == 0 { return }
    Console.draw(home + "\u{1B}[J")
    lineCount = 0
  }

  /// To the start of the first line.
  private var home: String { lineCount > 1 ? "\r\u{1B}[\(lineCount - 1)A" : "\r" }

  private static let clear = "\u{1B}[K"
}
