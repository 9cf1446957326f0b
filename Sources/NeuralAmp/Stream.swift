import CRealtime
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
    case program(UnsafePointer<Program>, Kernel)
  }

  let network: Network
  let inputChannelCount: Int
  let outputChannelCount: Int
  let state: UnsafeMutablePointer<Float>
  let stateByteCount: Int

  /// See the kernels' `settle`. Under the floating-point mode that `process` has.
  ///
  /// - Precondition: the state is zero, and the network a program without recurrent parts.
  func settle() {
    guard case .program(let program, let kernel) = network else {
      preconditionFailure("only a program settles at once")
    }
    let mode = headroom_fp_mode_enter()
    ProgramStream.settle(program, kernel: kernel)
    headroom_fp_mode_restore(mode)
  }
}
