import CALSA

// Thread: audio.

extension DuplexLoop {
  /// Where playback goes on without capture, the sound that is left does not break off: it plays until it is silent.
  @_noLocks @_noAllocation
  mutating func fadeOut() {
    guard let bridge, bridge.pointee.isFlowing else { return }
    guard headroom_pcm_state(playback.pcm).rawValue == SND_PCM_STATE_RUNNING.rawValue else { return }
    guard work.fadeOut() else { return }
    bridge.pointee.isDry = true
    deadline = headroom_pcm_now(playback.pcm.calls) + timing.longestWait
    var state = DuplexState.waiting
    while true {
      switch state {
      case .waiting: state = wait()
      case .moving: state = movePeriods()
      default: return
      }
    }
  }
}
