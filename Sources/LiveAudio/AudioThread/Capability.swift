/// What root may do, one by one: root in a container may lack some, another user may have some. The values are
/// the kernel's numbers.
enum Capability: Int {
  case ipcLock = 14
  case sysNice = 23

  /// Whether this thread has it.
  var isEffective: Bool { isEffective(in: SystemFile.text("/proc/thread-self/status") ?? "") }

  /// Whether the line "CapEff:" of a /proc/PID/status, in hexadecimal, has it.
  func isEffective(in status: String) -> Bool {
    let line = status.split(separator: "\n").first { $0.hasPrefix("CapEff:") }
    guard let word = line?.split(whereSeparator: \.isWhitespace).last, let bits = UInt64(word, radix: 16)
    else { return false }
    return bits & (1 << rawValue) != 0
  }
}
