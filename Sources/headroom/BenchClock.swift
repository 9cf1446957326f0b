import CBenchmark

/// Nanoseconds, and how many core cycles they are.
struct BenchClock {
  /// What one reading adds to the time between two others, in ns. It is taken off every stretch that is
  /// timed; of a block of 64 frames it is a hundredth and less.
  let overhead: Double

  init() { overhead = (0..<50).map { _ in Self.readingTime() }.min() ?? 0 }

  static var now: Double { Double(headroom_bench_now()) }

  private static func readingTime() -> Double {
    let count = 1000
    let begin = headroom_bench_now()
    var end = begin
    for _ in 0..<count { end = headroom_bench_now() }
    return Double(end - begin) / Double(count)
  }

  /// Core cycles per ns at this moment. Time-stamp counters tick at a rate of their own, and counters of
  /// cycles are mostly out of reach (virtual machines, containers): a chain of additions, each a cycle
  /// long, tells what the core does. The fastest of some short runs, as an interruption makes one longer.
  func gigahertz() -> Double {
    let repeatCount: UInt64 = 2000
    var shortest = Double.infinity
    for _ in 0..<5 {
      let begin = headroom_bench_now()
      headroom_bench_chain(repeatCount)
      shortest = min(shortest, Double(headroom_bench_now() - begin))
    }
    return Double(16 * repeatCount) / max(1, shortest - overhead)
  }
}
