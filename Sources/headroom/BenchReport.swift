import NeuralAmp

/// What `bench --json` says. Times are as measured, not rounded.
struct BenchReport: Encodable {
  struct Failure: Encodable {
    let model: String
    let error: String
  }

  let system: SystemDescription
  /// Debug builds say little about speed.
  let isDebugBuild: Bool
  let blockFrames: Int
  /// Of captures that can be smaller.
  let quality: Double
  /// The CPU that the thread was kept on; absent where it may not be kept.
  let pinnedCPU: Int?
  let clockOverhead: Double
  let rounds: Int
  let seconds: Double
  let models: [BenchResult]
  let failures: [Failure]

  enum CodingKeys: String, CodingKey {
    case system, quality, rounds, seconds, models, failures
    case isDebugBuild = "debug_build"
    case blockFrames = "block_frames"
    case pinnedCPU = "pinned_cpu"
    case clockOverhead = "clock_overhead_ns"
  }
}

/// What was measured of one model.
struct BenchResult: Encodable {
  /// A host's period, and how many of the model one core has time for in it.
  struct Period: Encodable {
    let frames: Int
    /// How long it lasts.
    let deadline: Double
    /// The time that 99 of 100 blocks of this length do not exceed.
    let blockTime: Double
    let worstBlockTime: Double
    /// ``blockTime`` as a part of ``deadline``.
    let share: Double
    /// Whole models.
    let headroom: Int

    enum CodingKeys: String, CodingKey {
      case frames, headroom
      case deadline = "deadline_ns"
      case blockTime = "block_p99_ns"
      case worstBlockTime = "block_worst_ns"
      case share = "share_of_deadline"
    }

    init(_ track: BenchTrack, frames: Int, rate: Double) {
      self.frames = frames
      deadline = 1e9 * Double(frames) / rate
      blockTime = track.percentile99 * Double(frames)
      worstBlockTime = track.worst * Double(frames)
      share = blockTime / deadline
      headroom = Int(deadline / max(1, blockTime))
    }
  }

  let name: String
  /// Absent for a shape with seeded weights.
  let path: String?
  let architecture: String
  let network: NetworkJSON
  let inputChannels: Int
  let outputChannels: Int
  let parameters: Int
  let sampleRate: Double
  let kernel: String
  /// ns per frame: the fastest round's mean, the median of the rounds' means, and single blocks.
  let fastest: Double
  let median: Double
  let percentile99: Double
  let worst: Double
  /// Core cycles per frame in the fastest round, and the core's clock then.
  let cycles: Double
  let gigahertz: Double
  let realTimeFactor: Double
  /// The reference kernel's ns per frame, and how many times longer that is.
  let reference: Double
  let referenceRatio: Double
  /// ns per frame in blocks of one frame and of 64, and how many times longer the former is.
  let blockOf1: Double
  let blockOf64: Double
  let blockRatio: Double
  /// Slices that other threads took a part of, again and again.
  let preemptedSlices: Int
  let accuracy: BenchAccuracy
  let periods: [Period]

  enum CodingKeys: String, CodingKey {
    case name, path, architecture, network, parameters, kernel, accuracy, periods
    case inputChannels = "input_channels"
    case outputChannels = "output_channels"
    case sampleRate = "sample_rate"
    case fastest = "ns_per_frame"
    case median = "ns_per_frame_median"
    case percentile99 = "ns_per_frame_p99"
    case worst = "ns_per_frame_worst"
    case cycles = "cycles_per_frame"
    case gigahertz = "core_ghz"
    case realTimeFactor = "x_real_time"
    case reference = "reference_ns_per_frame"
    case referenceRatio = "x_reference"
    case blockOf1 = "block_1_ns_per_frame"
    case blockOf64 = "block_64_ns_per_frame"
    case blockRatio = "block_1_to_64"
    case preemptedSlices = "preempted_slices"
  }

  init(_ lane: BenchLane) {
    let subject = lane.subject
    let main = lane.main
    name = subject.name
    path = subject.path
    architecture = subject.network.configuration.architectureName
    network = NetworkJSON(subject.network)
    inputChannels = subject.model.inputChannelCount
    outputChannels = subject.model.outputChannelCount
    parameters = subject.network.parameterCount
    let rate = subject.model.effectiveSampleRate
    sampleRate = rate
    kernel = subject.model.kernel.rawValue
    fastest = main.fastest
    median = main.median
    percentile99 = main.percentile99
    worst = main.worst
    gigahertz = lane.gigahertz[main.fastestRound]
    cycles = fastest * gigahertz
    realTimeFactor = 1e9 / (fastest * rate)
    reference = lane.reference.fastest
    referenceRatio = reference / fastest
    blockOf1 = lane.track(blockFrameCount: 1).fastest
    blockOf64 = lane.track(blockFrameCount: 64).fastest
    blockRatio = blockOf1 / blockOf64
    preemptedSlices = lane.preemptedCount
    accuracy = lane.accuracy
    periods = BenchLane.periods.map {
      Period(lane.track(blockFrameCount: $0), frames: $0, rate: rate)
    }
  }
}
