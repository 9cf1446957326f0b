/// What the audio thread touches of one stream, all of it: plain memory, no ownership, so that using
/// it counts no references. The ``Processor`` owns the state and workspace, the ``Model`` the rest.
///
/// What runs on the audio thread is in `Stream+Realtime.swift`.
struct Stream {
  let network: Network
  let inputChannelCount: Int
  let outputChannelCount: Int
  let state: UnsafeMutablePointer<Float>
  let stateByteCount: Int
  let workspace: UnsafeMutablePointer<Float>

  init(_ network: Network, state: AlignedFloats, workspace: AlignedFloats) {
    self.network = network
    inputChannelCount = network.inputChannelCount
    outputChannelCount = network.outputChannelCount
    self.state = state.pointer
    stateByteCount = state.byteCount
    self.workspace = workspace.pointer
  }
}
