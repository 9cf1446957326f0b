import Glibc

/// Single keys from the terminal, without Enter and without an echo, while it is used.
final class Keyboard {
  enum Key: Equatable {
    case mix(LiveMixer.Change)
    /// Steps to a better one, negative to a worse one.
    case quality(Int)
    case resetCounters
    case quit
  }

  /// The terminal has been closed.
  private(set) var isGone = false
  private let isUsed: Bool
  private var saved: termios?
  private var bytes: [UInt8] = []

  /// - Parameter isUsed: whether keys are wanted at all; only a terminal has any.
  init(isUsed: Bool) {
    self.isUsed = isUsed && isatty(STDIN_FILENO) == 1
  }

  deinit { giveBack() }

  /// Makes the terminal what it was.
  func giveBack() {
    if var saved, isInForeground { tcsetattr(STDIN_FILENO, TCSANOW, &saved) }
    saved = nil
  }

  /// From the background, whoever touches the terminal is stopped.
  private var isInForeground: Bool { tcgetpgrp(STDIN_FILENO) == getpgrp() }

  /// Whether keys can come. A shell that had the terminal meanwhile has made it its own.
  private func take() -> Bool {
    guard isUsed, !isGone, isInForeground else { return false }
    var settings = termios()
    guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return true }
    if settings.c_lflag & UInt32(ICANON) == 0 { return true }
    saved = settings
    settings.c_lflag &= ~UInt32(ICANON | ECHO)
    tcsetattr(STDIN_FILENO, TCSANOW, &settings)
    return true
  }

  /// Until a key or a signal comes, or the time is over.
  func wait(milliseconds: Int32) {
    var descriptor = pollfd(fd: take() ? STDIN_FILENO : -1, events: Int16(POLLIN), revents: 0)
    guard poll(&descriptor, 1, milliseconds) > 0 else { return }
    var buffer = [UInt8](repeating: 0, count: 64)
    let count = read(STDIN_FILENO, &buffer, buffer.count)
    if count > 0 { bytes += buffer.prefix(count) } else { isGone = true }
  }

  func next() -> Key? {
    while !bytes.isEmpty {
      if let key = decode() { return key }
    }
    return nil
  }

  /// Takes one key, or a byte that is none.
  private func decode() -> Key? {
    // The cursor keys are an escape, a bracket or an O, and a letter.
    let isCursorKey = bytes.count >= 3 && bytes[0] == 0x1B && (bytes[1] == 0x5B || bytes[1] == 0x4F)
    let key = isCursorKey ? Self.cursorKey(bytes[2]) : Self.letter(bytes[0])
    bytes.removeFirst(isCursorKey ? 3 : 1)
    return key
  }

  private static func cursorKey(_ byte: UInt8) -> Key? {
    switch UnicodeScalar(byte) {
    case "A": .mix(.outputGain(1))
    case "B": .mix(.outputGain(-1))
    case "C": .mix(.inputGain(1))
    case "D": .mix(.inputGain(-1))
    default: nil
    }
  }

  private static func letter(_ byte: UInt8) -> Key? {
    switch UnicodeScalar(byte) {
    case "+", "=": .mix(.outputGain(1))
    case "-": .mix(.outputGain(-1))
    case "b": .mix(.bypass)
    case "m": .mix(.mute)
    case "<", ",": .quality(-1)
    case ">", ".": .quality(1)
    case "r": .resetCounters
    case "q": .quit
    default: nil
    }
  }
}
