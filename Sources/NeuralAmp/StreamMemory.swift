import KernelInterface

/// The memory of one stream: its state, scratch memory and plan. Allocates in `init` only.
final class StreamMemory {
  let state: AlignedFloats
  let stream: Stream
  private let workspace: AlignedFloats
  private let plan: UnsafeMutablePointer<LSTMPlan>

  init(_ network: Network, stateCount: Int) {
    state = AlignedFloats(count: stateCount)
    workspace = AlignedFloats(count: network.workspaceCount)
    plan = .allocate(capacity: 1)
    switch network {
    case .lstm(let lstm):
      plan.initialize(
        to: LSTMPlan(
          layout: lstm.layout, weights: lstm.weights, state: state.pointer, workspace: workspace.pointer))
      stream = Stream(
        network: .lstm(plan, lstm.kernel), inputChannelCount: network.inputChannelCount,
        outputChannelCount: network.outputChannelCount, state: state.pointer,
        stateByteCount: state.byteCount)
    }
  }

  deinit {
    plan.deallocate()
  }
}
