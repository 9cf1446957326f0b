import KernelInterface

/// What the audio thread touches of one stream, all of it: plain memory, no ownership, so that using
/// it counts no references. A ``StreamMemory`` owns the state and workspace, the ``Model`` the rest.
///
/// What runs on the audio thread is in `Stream+Realtime.swift`.
struct Stream {
  /// Every architecture, with what it needs to run. A few words, not the network itself: it is copied with
  /// every call, which may be of one frame.
  enum Network {
    case lstm(UnsafePointer<LSTMPlan>, Kernel)
  }

  let network: Network
  let inputChannelCount: Int
  let outputChannelCount: Int
  let state: UnsafeMutablePointer<Float>
  let stateByteCount: Int
}
