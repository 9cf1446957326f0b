import KernelInterface

/// Streams of a bank that run side by side, or one that runs by itself: plain memory without ownership.
struct BankGroup {
  /// `nil`: a stream by itself.
  let lanes: UnsafePointer<LSTMLanesPlan>?
  /// Streams that there have to be for lanes to be faster than one after the other.
  let leastStreamCount: Int
  let kernel: Kernel
  /// A stream of the model: the group's own, or one that its lanes take turns in.
  let stream: Stream
  /// A block of all lanes, `[frames][channels][width]`.
  let input: UnsafeMutablePointer<Float>
  let output: UnsafeMutablePointer<Float>
  /// Where the block of each lane's stream is.
  let sources: UnsafeMutablePointer<UnsafePointer<Float>>
  let targets: UnsafeMutablePointer<UnsafeMutablePointer<Float>>
  /// A block of a lane that has no stream, and room for one.
  let silence: UnsafePointer<Float>
  let unheard: UnsafeMutablePointer<Float>

  /// The longest block that lanes process at once, in frames: it stays in the first-level cache.
  static var blockFrameCount: Int {
    @_noLocks @_noAllocation get { 32 }
  }
}

/// What the groups of a bank point to. Allocates in `init` only.
final class BankMemory {
  private(set) var groups: [BankGroup] = []
  let groupWidth: Int
  private var streams: [StreamMemory] = []
  private var buffers: [AlignedFloats] = []
  private var plans: [UnsafeMutablePointer<LSTMLanesPlan>] = []
  private var sources: [UnsafeMutablePointer<UnsafePointer<Float>>] = []
  private var targets: [UnsafeMutablePointer<UnsafeMutablePointer<Float>>] = []
  private let lanes: LSTMLanes?

  init(_ model: Model, streamLimit: Int) {
    if case .lstm(let network) = model.network {
      lanes = LSTMLanes(network, streamLimit: streamLimit)
    } else {
      lanes = nil
    }
    groupWidth = lanes?.width ?? 1
    for _ in 0..<(streamLimit + groupWidth - 1) / groupWidth { addGroup(model) }
  }

  deinit {
    for plan in plans { plan.deallocate() }
    for source in sources { source.deallocate() }
    for target in targets { target.deallocate() }
  }

  private func addGroup(_ model: Model) {
    let memory = StreamMemory(model.network, stateCount: model.stateCount)
    streams.append(memory)
    let block = lanes == nil ? 0 : BankGroup.blockFrameCount
    let (inputCount, outputCount) = (block * model.inputChannelCount, block * model.outputChannelCount)
    sources.append(.allocate(capacity: groupWidth))
    targets.append(.allocate(capacity: groupWidth))
    let plan = lanes.map { lanes in
      let plan = UnsafeMutablePointer<LSTMLanesPlan>.allocate(capacity: 1)
      plan.initialize(
        to: lanes.plan(state: floats(lanes.stateCount), workspace: floats(lanes.workspaceCount)))
      plans.append(plan)
      return UnsafePointer(plan)
    }
    groups.append(
      BankGroup(
        lanes: plan, leastStreamCount: lanes?.leastStreamCount ?? 0, kernel: model.kernel,
        stream: memory.stream,
        input: floats(groupWidth * inputCount), output: floats(groupWidth * outputCount),
        sources: sources.last!, targets: targets.last!, silence: floats(inputCount),
        unheard: floats(outputCount)))
  }

  private func floats(_ count: Int) -> UnsafeMutablePointer<Float> {
    let buffer = AlignedFloats(count: count)
    buffers.append(buffer)
    return buffer.pointer
  }
}
