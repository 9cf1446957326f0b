import CALSA
import Synchronization

// Thread: audio.

extension DuplexLoop {
  /// Both directions from wherever they are to running, with `periodCount` periods of silence to play. Of two clocks
  /// the bridge starts capture.
  @_noLocks @_noAllocation
  mutating func start() -> DuplexState {
    (readCount, unwrittenCount, silentPeriodCount, lastWakeTime) = (0, 0, 0, 0)
    if let failure = startStreams() { return .interrupted(failure) }
    startTime = headroom_pcm_now(playback.pcm.calls)
    deadline = startTime + timing.longestWait
    bridge?.pointee.start()
    shared.statistics.pointee.restarts.grow(by: 1)
    work.resume()
    return .waiting
  }

  @_noLocks @_noAllocation
  private func startStreams() -> PCMFailure? {
    // What stands still already refuses this, and need not do it.
    _ = headroom_pcm_drop(playback.pcm)
    _ = headroom_pcm_drop(capture.pcm)
    if let failure = PCMFailure(Int(headroom_pcm_prepare(playback.pcm))) { return failure }
    if let failure = PCMFailure(Int(headroom_pcm_prepare(capture.pcm))) { return failure }
    if let failure = fillWithSilence() { return failure }
    if !isLinked, bridge == nil {
      if let failure = PCMFailure(Int(headroom_pcm_start(capture.pcm))) { return failure }
    }
    return PCMFailure(Int(headroom_pcm_start(playback.pcm)))
  }

  @_noLocks @_noAllocation
  private func fillWithSilence() -> PCMFailure? {
    var rest = timing.periodCount * timing.periodFrameCount
    while rest > 0 {
      switch playback.write(nil, count: rest) {
      case .frames(0): return .silent
      case .frames(let count): rest -= count
      case .failed(let failure): return failure
      }
    }
    return nil
  }
}
