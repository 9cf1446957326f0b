import NAMFormat

/// Gives a file the number of weights that its loader asks for: without that nearly no change gets any further.
enum WeightFitting {
  private static let largestCount = 2048

  /// The networks inside a file complain one after the other.
  private static let attemptCount = 4

  static func fit(_ text: [UInt8]) -> [UInt8] {
    var text = text
    for _ in 0..<attemptCount {
      guard let counts = complaint(about: text), counts.expected <= largestCount,
        let list = weights(of: counts.found, in: text)
      else { break }
      text = text.resizing(list, to: counts.expected)
    }
    return text
  }

  private static func complaint(about text: [UInt8]) -> (expected: Int, found: Int)? {
    do throws(NAMFileError) {
      _ = try NAMFile(path: "", bytes: text)
      return nil
    } catch {
      guard case .unexpected(let key, let expected, let found) = error.problem, key.hasSuffix("weights"),
        let wanted = Int(expected.prefix { $0.isNumber }), let there = Int(found)
      else { return nil }
      return (wanted, there)
    }
  }

  private static func weights(of count: Int, in text: [UInt8]) -> JSONSlots.Slot? {
    JSONSlots(text).slots.first { slot in
      slot.kind == .list && slot.childCount == count
        && slot.key.map { text[$0].elementsEqual("\"weights\"".utf8) } ?? false
    }
  }
}
