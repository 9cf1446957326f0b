import KernelInterface

/// The memory of one stream: its state, scratch memory and plans. Allocates in `init` only.
final class StreamMemory {
  let state: AlignedFloats
  let stream: Stream
  private let workspace: AlignedFloats
  private let plans: Plans

  private enum Plans {
    case lstm(UnsafeMutablePointer<LSTMPlan>)
    case program(ProgramPlans)
  }

  init(_ network: Network, stateCount: Int) {
    let state = AlignedFloats(count: stateCount)
    let workspace = AlignedFloats(count: network.workspaceCount)
    let running: Stream.Network
    switch network {
    case .lstm(let lstm):
      let plan = UnsafeMutablePointer<LSTMPlan>.allocate(capacity: 1)
      plan.initialize(
        to: LSTMPlan(
          layout: lstm.layout, weights: lstm.weights, state: state.pointer, workspace: workspace.pointer))
      plans = .lstm(plan)
      running = .lstm(plan, lstm.kernel)
    case .program(let network):
      let prepared = network.makePlans(state: state.pointer, workspace: workspace.pointer)
      plans = .program(prepared)
      running = .program(prepared.program, network.kernel)
    }
    self.state = state
    self.workspace = workspace
    stream = Stream(
      network: running, inputChannelCount: network.inputChannelCount,
      outputChannelCount: network.outputChannelCount, state: state.pointer, stateByteCount: state.byteCount)
  }

  deinit {
    if case .lstm(let plan) = plans { plan.deallocate() }
  }
}
