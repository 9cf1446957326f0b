import CBenchmark
import NeuralAmp

/// One model through one kernel in blocks of one length: its buffers, and what was measured.
final class BenchTrack {
  /// Long enough that the clock is nothing beside it, short enough that most slices are not interrupted.
  private static let sliceTime = 1e6
  private static let largestStampCount = 4096
  /// A slice that is preempted is repeated so many times, unless it takes long.
  private static let retryCount = 3
  private static let longestRepeatedTime = 50e6

  private let loop: BenchLoop
  private let processor: Processor
  private let input: UnsafeMutablePointer<Float>
  private let stamps: UnsafeMutablePointer<UInt64>
  private let clock: BenchClock
  /// Stretches of a slice.
  private var stampCount = 1
  private var wasPreempted = false

  /// ns per frame, one for each round.
  private(set) var means: [Double] = []
  /// Slices that count although they were preempted.
  private(set) var preemptedCount = 0
  /// Of a stretch, in ns.
  private var times = BenchHistogram()

  /// - Parameter blockFrameCount: in frames.
  init(_ model: Model, blockFrameCount: Int, clock: BenchClock) {
    self.clock = clock
    processor = Processor(model: model, maximumFrameCount: blockFrameCount)
    // A few blocks that stay in the cache, as a host's buffers do.
    let blockCount = max(1, 1024 / blockFrameCount)
    let signal = GuitarSignal.frames(
      count: blockCount * blockFrameCount, channels: model.inputChannelCount,
      rate: model.effectiveSampleRate)
    input = .allocate(capacity: signal.count)
    input.initialize(from: signal, count: signal.count)
    let output = UnsafeMutablePointer<Float>.allocate(capacity: blockFrameCount * model.outputChannelCount)
    stamps = .allocate(capacity: Self.largestStampCount + 1)
    loop = BenchLoop(
      input: UnsafePointer(input), output: output, blockCount: blockCount, blockFrameCount: blockFrameCount,
      blockStride: blockFrameCount * model.inputChannelCount,
      blocksPerStamp: max(1, 32 / blockFrameCount))
  }

  deinit {
    input.deallocate()
    loop.output.deallocate()
    stamps.deallocate()
  }

  /// Runs it until it is warm, and finds how many blocks make a slice.
  func prepare() throws(Interrupted) {
    var time = run(stampCount)
    while time < Self.sliceTime && stampCount < Self.largestStampCount {
      try Interrupt.check()
      stampCount = min(2 * stampCount, Self.largestStampCount)
      time = run(stampCount)
    }
    stampCount = max(1, Int(Double(stampCount) * min(1, Self.sliceTime / time)))
  }

  /// One slice. Where the scheduler gave the CPU to another thread meanwhile, once more: an audio thread has
  /// a priority that keeps it from that.
  func measure() {
    var time = slice()
    for _ in 0..<Self.retryCount where wasPreempted && time < Self.longestRepeatedTime { time = slice() }
    if wasPreempted { preemptedCount += 1 }
    means.append(time / Double(stampCount * framesPerStamp))
    for index in 0..<stampCount {
      times.add(max(0, Double(stamps[index + 1] - stamps[index]) - clock.overhead))
    }
  }

  /// An eighth more goes before it, not measured: the tracks before this one have left the caches and branch
  /// predictors to themselves.
  private func slice() -> Double {
    _ = run((stampCount + 7) / 8)
    let preemptions = headroom_bench_preemptions()
    let time = run(stampCount)
    wasPreempted = headroom_bench_preemptions() != preemptions
    return time
  }

  /// Returns the time in ns, without the clock's own.
  private func run(_ count: Int) -> Double {
    loop.run(processor, count: count, stamps: stamps)
    return max(1, Double(stamps[count] - stamps[0]) - Double(count) * clock.overhead)
  }

  private var framesPerStamp: Int { loop.blocksPerStamp * loop.blockFrameCount }

  /// The fastest round: the least disturbed.
  var fastestRound: Int { means.indices.min { means[$0] < means[$1] } ?? 0 }
  /// ns per frame in the fastest round.
  var fastest: Double { means[fastestRound] }
  /// ns per frame, over the rounds.
  var median: Double {
    let sorted = means.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
  /// ns per frame of a block that 99 of 100 are not slower than.
  var percentile99: Double { times.quantile(0.99) / Double(framesPerStamp) }
  /// ns per frame of the slowest block.
  var worst: Double { times.largest / Double(framesPerStamp) }
}
