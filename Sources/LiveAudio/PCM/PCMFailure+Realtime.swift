import Glibc

// Thread: audio.

extension PCMFailure {
  /// What a call's negative errno means; `nil` for none, and for one that says to try again.
  @_noLocks @_noAllocation
  init?(_ code: Int) {
    if code >= 0 { return nil }
    switch -code {
    case Int(EPIPE): self = .xrun
    case Int(ESTRPIPE): self = .suspended
    case Int(ENODEV), Int(ENXIO): self = .gone
    case Int(EAGAIN), Int(EINTR): return nil
    default: self = .code(Int32(truncatingIfNeeded: code))
    }
  }
}

extension PCMResult {
  /// Of a call that gives frames or a negative errno.
  @_noLocks @_noAllocation
  init(_ code: Int) {
    if code >= 0 {
      self = .frames(code)
    } else if let failure = PCMFailure(code) {
      self = .failed(failure)
    } else {
      self = .frames(0)
    }
  }
}
