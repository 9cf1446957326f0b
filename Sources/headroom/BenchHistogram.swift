import Glibc

/// How often a time came, to within 0.3 %: any number of times in a fixed amount of memory.
struct BenchHistogram {
  private static let stepsPerOctave = 256.0
  private static let octaveCount = 40

  private var counts = [Int](repeating: 0, count: Int(stepsPerOctave) * octaveCount)
  private var count = 0
  /// Exact.
  private(set) var largest = 0.0

  /// - Parameter time: in ns.
  mutating func add(_ time: Double) {
    let step = Int(log2(max(1, time)) * Self.stepsPerOctave)
    counts[min(step, counts.count - 1)] += 1
    count += 1
    largest = max(largest, time)
  }

  /// The time that this part of all did not exceed.
  func quantile(_ part: Double) -> Double {
    let wanted = Int((part * Double(count)).rounded(.up))
    var seen = 0
    for (step, count) in counts.enumerated() {
      seen += count
      if seen >= wanted { return min(largest, exp2(Double(step + 1) / Self.stepsPerOctave)) }
    }
    return largest
  }
}
