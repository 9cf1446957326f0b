import CALSA
import Glibc

// Thread: audio. The one thing that it waits for.

extension DuplexLoop {
  /// Sleeps until both directions have something to do; of two clocks, until playback has.
  @_noLocks @_noAllocation
  func wait() -> DuplexState {
    var (captureIsReady, playbackIsReady) = (bridge != nil, false)
    while !captureIsReady || !playbackIsReady {
      if let failure = poll(&captureIsReady, &playbackIsReady) { return .interrupted(failure) }
    }
    return .moving
  }

  /// Polls once, for those that are not ready yet.
  @_noLocks @_noAllocation
  private func poll(_ captureIsReady: inout Bool, _ playbackIsReady: inout Bool) -> PCMFailure? {
    let now = headroom_pcm_now(playback.pcm.calls)
    // This thread itself may have been kept from moving anything.
    if now >= deadline { return failure(byStateOfBoth: bridge == nil) ?? .silent }
    let captureCount = captureIsReady ? 0 : descriptors(of: capture, at: 0)
    if captureCount < 0 { return PCMFailure(captureCount) }
    let playbackCount = playbackIsReady ? 0 : descriptors(of: playback, at: captureCount)
    if playbackCount < 0 { return PCMFailure(playbackCount) }
    let code = headroom_pcm_poll(
      playback.pcm.calls, buffers.descriptors, UInt(captureCount + playbackCount),
      Int32((deadline - now) / 1_000_000) + 1)
    if code < 0 { return PCMFailure(Int(code)) }
    if let failure = look(at: capture, 0, captureCount, &captureIsReady) { return failure }
    return look(at: playback, captureCount, playbackCount, &playbackIsReady)
  }

  /// Returns how many there are, or a negative errno.
  @_noLocks @_noAllocation
  private func descriptors(of endpoint: PCMEndpoint, at index: Int) -> Int {
    let room = UInt32(buffers.descriptorCapacity - index)
    return Int(headroom_pcm_poll_descriptors(endpoint.pcm, buffers.descriptors + index, room))
  }

  /// What poll(2) found for one direction.
  @_noLocks @_noAllocation
  private func look(
    at endpoint: PCMEndpoint, _ index: Int, _ count: Int, _ isReady: inout Bool
  ) -> PCMFailure? {
    if count == 0 { return nil }
    var events: UInt16 = 0
    let code = headroom_pcm_revents(endpoint.pcm, buffers.descriptors + index, UInt32(count), &events)
    if code < 0 { return PCMFailure(Int(code)) }
    if Int32(events) & (POLLERR | POLLNVAL | POLLHUP) != 0 { return failure(of: endpoint) }
    if Int32(events) & (POLLIN | POLLOUT) != 0 { isReady = true }
    return nil
  }

  /// Why a device does not want to be waited for.
  @_noLocks @_noAllocation
  private func failure(of endpoint: PCMEndpoint) -> PCMFailure {
    failure(byStateOf: endpoint) ?? PCMFailure(headroom_pcm_avail_update(endpoint.pcm)) ?? .xrun
  }

  /// Of two clocks only playback is waited for: where it stands still, capture runs over.
  @_noLocks @_noAllocation
  private func failure(byStateOfBoth isBoth: Bool) -> PCMFailure? {
    failure(byStateOf: playback) ?? (isBoth ? failure(byStateOf: capture) : nil)
  }

  @_noLocks @_noAllocation
  private func failure(byStateOf endpoint: PCMEndpoint) -> PCMFailure? {
    switch headroom_pcm_state(endpoint.pcm).rawValue {
    case SND_PCM_STATE_DISCONNECTED.rawValue: .gone
    case SND_PCM_STATE_SUSPENDED.rawValue: .suspended
    case SND_PCM_STATE_XRUN.rawValue: .xrun
    default: nil
    }
  }
}
