import Glibc

/// Text to the terminal or pipe, and nothing else to either.
enum Console {
  static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Ends the process where it cannot be written: what was asked for was the text.
  static func out(_ text: String) {
    guard write(text + "\n", to: STDOUT_FILENO) else {
      let reason = String(cString: strerror(errno))
      error("standard output: \(reason)")
      exit(ExitCode.unusable)
    }
  }

  /// One line, whatever the text.
  static func error(_ text: String) {
    _ = write("headroom: \(printable(text))\n", to: STDERR_FILENO)
  }

  static func warning(_ text: String) { error("warning: \(text)") }

  /// Replaces the line that the cursor is on.
  static func progress(_ line: String) { _ = write("\r\(line)\u{1B}[K", to: STDERR_FILENO) }

  /// Whatever moves the cursor and what goes there.
  static func draw(_ text: String) { _ = write(text, to: STDERR_FILENO) }

  /// Of the terminal; 80 where it does not say.
  static var errorColumnCount: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1 else { return 80 }
    return Int(size.ws_col)
  }

  /// Text from a file, safe to show: control characters could move the cursor or worse.
  static func printable(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? "\u{FFFD}" : $0 }))
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
  }

  private static func write(_ text: String, to descriptor: Int32) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
