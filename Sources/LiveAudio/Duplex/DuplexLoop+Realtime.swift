import CALSA
import Synchronization

// Thread: audio. The state machine; what its states do is in DuplexStart+Realtime.swift, DuplexWait+Realtime.swift
// and DuplexTransfer+Realtime.swift.

extension DuplexLoop {
  /// Failures in a row, and waits in vain, that are not yet taken for the end.
  static var failureLimit: Int { @_noLocks @_noAllocation get { 25 } }
  static var vainWaitLimit: Int { @_noLocks @_noAllocation get { 2 } }
  /// ns.
  static var pauseBetweenFailures: UInt64 { @_noLocks @_noAllocation get { 20_000_000 } }

  /// Plays until it is asked to stop, or cannot go on.
  @_noLocks @_noAllocation
  mutating func run() -> DuplexEnd {
    var state = DuplexState.starting
    while true {
      if case .ended(let end) = state {
        _ = headroom_pcm_drop(playback.pcm)
        _ = headroom_pcm_drop(capture.pcm)
        return end
      }
      state = step(state)
    }
  }

  @_noLocks @_noAllocation
  mutating func step(_ state: DuplexState) -> DuplexState {
    switch state {
    case .starting: return start()
    case .waiting: return wait()
    case .moving: return movePeriods()
    case .interrupted(let failure): return interrupted(by: failure)
    case .resuming(let attempt): return resume(attempt)
    case .ended: return state
    }
  }

  /// Who waits in vain for playback does not wait for it to fade out.
  @_noLocks @_noAllocation
  private mutating func interrupted(by failure: PCMFailure) -> DuplexState {
    let next = stateAfter(failure)
    if case .silent = failure { return next }
    fadeOut()
    return next
  }

  /// What is to be done after a failure. Whoever wants to stop does not wait for the end of it.
  @_noLocks @_noAllocation
  private mutating func stateAfter(_ failure: PCMFailure) -> DuplexState {
    failureCount += 1
    let isStopping = shared.controls.pointee.isStopping.load(ordering: .relaxed)
    var (next, end) = (DuplexState.starting, DuplexEnd.stalled)
    switch failure {
    case .gone:
      return .ended(.lost)
    case .xrun:
      countXrun()
      end = .outrun
    case .suspended:
      shared.statistics.pointee.suspends.grow(by: 1)
      next = .resuming(attempt: 0)
    case .silent:
      shared.statistics.pointee.timeouts.grow(by: 1)
      vainWaitCount += 1
    case .code(let code):
      end = .failed(code)
    }
    if failureCount > Self.failureLimit || vainWaitCount > Self.vainWaitLimit { return .ended(end) }
    if isStopping { return .ended(.stopped) }
    // The first failure is answered at once: every moment is silence.
    if failureCount > 1 { headroom_pcm_sleep(playback.pcm.calls, Self.pauseBetweenFailures) }
    return next
  }

  @_noLocks @_noAllocation
  private func countXrun() {
    let isPlaybacks = hasXrun(playback)
    if isPlaybacks { shared.statistics.pointee.playbackXruns.grow(by: 1) }
    // Where neither says so it is capture, from which too little came in time.
    if !isPlaybacks || hasXrun(capture) { shared.statistics.pointee.captureXruns.grow(by: 1) }
    let length = max(headroom_pcm_xrun_length(capture.pcm), headroom_pcm_xrun_length(playback.pcm))
    shared.statistics.pointee.longestXrun.rise(to: Int(length))
  }

  @_noLocks @_noAllocation
  private func hasXrun(_ endpoint: PCMEndpoint) -> Bool {
    headroom_pcm_state(endpoint.pcm).rawValue == SND_PCM_STATE_XRUN.rawValue
  }

  /// The kernel may ask for patience until the hardware is awake. The streams are started anew in any case: only
  /// that gives the same latency as before.
  @_noLocks @_noAllocation
  private func resume(_ attempt: Int) -> DuplexState {
    let code = headroom_pcm_resume(playback.pcm)
    let other = isLinked ? code : headroom_pcm_resume(capture.pcm)
    let isAsleep = PCMFailure(Int(code)) == nil && code < 0 || PCMFailure(Int(other)) == nil && other < 0
    guard isAsleep else { return .starting }
    if attempt >= Self.failureLimit { return .interrupted(.silent) }
    headroom_pcm_sleep(playback.pcm.calls, Self.pauseBetweenFailures)
    return .resuming(attempt: attempt + 1)
  }
}
