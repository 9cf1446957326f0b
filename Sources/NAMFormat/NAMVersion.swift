/// A file-format version `major.minor.patch` and what to do with a file that carries it.
///
/// Source: NeuralAmpModelerCore's rule, restated: exactly three decimal numbers, 0.5.0 to 0.7.0; a later
/// patch of 0.7 is loaded with a warning.
public struct NAMVersion: Sendable, Comparable, CustomStringConvertible {
  public let major: Int
  public let minor: Int
  public let patch: Int

  static let earliest = NAMVersion(major: 0, minor: 5, patch: 0)
  static let latest = NAMVersion(major: 0, minor: 7, patch: 0)

  public enum Support: Sendable {
    case full
    /// A patch newer than what is known: it loads, and may hold something that is not understood.
    case partial
    case none
  }

  init(major: Int, minor: Int, patch: Int) {
    self.major = major
    self.minor = minor
    self.patch = patch
  }

  /// `nil` where `text` is not of the form `a.b.c`.
  init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in
      part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(part) : nil
    }
    guard parts.count == 3, numbers.count == 3 else { return nil }
    self.init(major: numbers[0], minor: numbers[1], patch: numbers[2])
  }

  public var support: Support {
    if self < Self.earliest || major > Self.latest.major || minor > Self.latest.minor { return .none }
    return self > Self.latest ? .partial : .full
  }

  public var description: String { "\(major).\(minor).\(patch)" }

  public static func < (left: Self, right: Self) -> Bool {
    (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
  }
}
