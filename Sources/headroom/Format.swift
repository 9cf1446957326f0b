import Glibc

/// Numbers as text.
enum Format {
  static func fixed(_ value: Double, _ digits: Int) -> String { print(value, "%.*f", digits) }

  /// 1.2e-07
  static func scientific(_ value: Double) -> String { print(value, "%.*e", 1) }

  private static func print(_ value: Double, _ format: String, _ digits: Int) -> String {
    withVaList([Int32(digits), value]) { arguments in
      var buffer = [CChar](repeating: 0, count: 400)
      vsnprintf(&buffer, buffer.count, format, arguments)
      return buffer.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    }
  }

  /// 48000 and 5.2, not 48000.0.
  static func number(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? "\(value)"
  }

  /// "-3.2 dBFS"; silence has none.
  static func level(_ decibels: Double) -> String {
    decibels == -.infinity ? "silence" : "\(fixed(decibels, 1)) dBFS"
  }

  /// Minutes and seconds, hours where there are any.
  static func time(_ seconds: Double) -> String {
    let whole = Int(max(0, min(seconds, 359_999)).rounded())
    let (minutes, rest) = whole.quotientAndRemainder(dividingBy: 60)
    let tail = "\(twoDigits(minutes % 60)):\(twoDigits(rest))"
    return minutes >= 60 ? "\(minutes / 60):\(tail)" : "\(minutes % 60):\(twoDigits(rest))"
  }

  /// 12,146
  static func grouped(_ value: Int) -> String {
    value < 1000 ? "\(value)" : "\(grouped(value / 1000)),\(String(value % 1000 + 1000).dropFirst())"
  }

  /// Where a network begins to be played: 0.5, and 0.334 for a third, which has no end.
  static func quality(_ value: Double) -> String {
    let exact = number(value)
    return exact.count <= 5 ? exact : number((value * 1000).rounded(.up) / 1000)
  }

  static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

  static func bytes(_ count: Int) -> String {
    switch count {
    case ..<1024: "\(count) B"
    case ..<(1 << 20): "\(fixed(Double(count) / 1024, 1)) KiB"
    default: "\(fixed(Double(count) / Double(1 << 20), 1)) MiB"
    }
  }

  static func count(_ count: Int, _ singular: String) -> String {
    "\(count) \(singular)\(count == 1 ? "" : "s")"
  }
}
