import CRealtime

// Thread: audio. Everything here is free of locks and allocation, as the attributes make the compiler
// check all the way down.

extension Stream {
  /// Advances the stream by `frameCount` frames under a floating-point mode of its own, so that the
  /// caller's rounding or denormal settings change neither the bits nor the speed.
  @_noLocks @_noAllocation
  func process(input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, frameCount: Int) {
    let mode = headroom_fp_mode_enter()
    switch network {
    case .lstm(let plan, let kernel):
      LSTMStream.process(plan, kernel: kernel, input: input, output: output, frameCount: frameCount)
    case .program(let program, let kernel):
      ProgramStream.process(program, kernel: kernel, input: input, output: output, frameCount: frameCount)
    }
    headroom_fp_mode_restore(mode)
  }

  @_noLocks @_noAllocation
  func copyState(from source: UnsafePointer<Float>) {
    UnsafeMutableRawPointer(state).copyMemory(from: source, byteCount: stateByteCount)
  }

  @_noLocks @_noAllocation
  func copyState(to target: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(target).copyMemory(from: state, byteCount: stateByteCount)
  }
}
