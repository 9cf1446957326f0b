import Glibc

/// Text to the terminal or pipe, and nothing else to either.
enum Console {
  static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  static func out(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }

  static func error(_ text: String) { write("headroom: \(text)\n", to: STDERR_FILENO) }

  static func warning(_ text: String) { error("warning: \(text)") }

  /// Replaces the line that the cursor is on.
  static func progress(_ line: String) { write("\r\(line)\u{1B}[K", to: STDERR_FILENO) }

  /// Text from a file, safe to show: control characters could move the cursor or worse.
  static func printable(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? "\u{FFFD}" : $0 }))
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      // Nobody is left to be told.
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
