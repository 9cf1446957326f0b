import CALSA
import NeuralAmp

// Thread: audio.

extension PCMEndpoint {
  /// Frames to read, or room to write.
  @_noLocks @_noAllocation
  func available() -> PCMResult { PCMResult(headroom_pcm_avail_update(pcm)) }

  /// Reads at most `count` frames of the used channels into those of `target`.
  @_noLocks @_noAllocation
  func read(into target: PlanarFrames, count: Int) -> PCMResult {
    switch transfer {
    case .mapped: return readMapped(into: target, count: count)
    case .interleaved, .planar: break
    }
    let wanted = snd_pcm_uframes_t(min(count, periodFrameCount))
    let code: Int
    switch transfer {
    case .mapped, .interleaved: code = headroom_pcm_readi(pcm, areas.pointee.addr, wanted)
    case .planar: code = headroom_pcm_readn(pcm, pointedAtAreas(), wanted)
    }
    if code > 0 { decode(areas, frame: 0, into: target, count: code) }
    return PCMResult(code)
  }

  @_noLocks @_noAllocation
  private func readMapped(into target: PlanarFrames, count: Int) -> PCMResult {
    var mapped: UnsafePointer<snd_pcm_channel_area_t>?
    var (offset, frames) = (snd_pcm_uframes_t(0), snd_pcm_uframes_t(count))
    let code = headroom_pcm_mmap_begin(pcm, &mapped, &offset, &frames)
    if code < 0 { return PCMResult(Int(code)) }
    guard let mapped else { return .frames(0) }
    decode(mapped, frame: Int(offset), into: target, count: Int(frames))
    return PCMResult(headroom_pcm_mmap_commit(pcm, offset, frames))
  }

  @_noLocks @_noAllocation
  private func decode(
    _ areas: UnsafePointer<snd_pcm_channel_area_t>, frame: Int, into target: PlanarFrames, count: Int
  ) {
    require(target.channelCount == usedChannelCount, "PCMEndpoint.read: as many channels as are used")
    for index in 0..<usedChannelCount {
      samples.decode(
        PCMChannel(areas[channels[index]], frame: frame), into: target.channel(index), count: count)
    }
  }

  /// Writes at most `count` frames: channel by channel to the used ones, or the only one to all of them; silence to
  /// the others, and everywhere where there is no source.
  @_noLocks @_noAllocation
  func write(_ source: PlanarFrames?, count: Int) -> PCMResult {
    switch transfer {
    case .mapped: return writeMapped(source, count: count)
    case .interleaved, .planar: break
    }
    let wanted = min(count, periodFrameCount)
    fill(areas, frame: 0, source, count: wanted)
    let code: Int
    switch transfer {
    case .mapped, .interleaved:
      code = headroom_pcm_writei(pcm, areas.pointee.addr, snd_pcm_uframes_t(wanted))
    case .planar: code = headroom_pcm_writen(pcm, pointedAtAreas(), snd_pcm_uframes_t(wanted))
    }
    return PCMResult(code)
  }

  @_noLocks @_noAllocation
  private func writeMapped(_ source: PlanarFrames?, count: Int) -> PCMResult {
    var mapped: UnsafePointer<snd_pcm_channel_area_t>?
    var (offset, frames) = (snd_pcm_uframes_t(0), snd_pcm_uframes_t(count))
    let code = headroom_pcm_mmap_begin(pcm, &mapped, &offset, &frames)
    if code < 0 { return PCMResult(Int(code)) }
    guard let mapped else { return .frames(0) }
    fill(mapped, frame: Int(offset), source, count: Int(frames))
    return PCMResult(headroom_pcm_mmap_commit(pcm, offset, frames))
  }

  @_noLocks @_noAllocation
  private func fill(
    _ areas: UnsafePointer<snd_pcm_channel_area_t>, frame: Int, _ source: PlanarFrames?, count: Int
  ) {
    if source == nil || usedChannelCount < channelCount {
      for index in 0..<channelCount {
        samples.silence(PCMChannel(areas[index], frame: frame), count: count)
      }
    }
    guard let source else { return }
    for index in 0..<usedChannelCount {
      // What goes to all of them is encoded once.
      if index < source.channelCount { samples.encode(source.channel(index), count: count) }
      samples.write(to: PCMChannel(areas[channels[index]], frame: frame), count: count)
    }
  }

  @_noLocks @_noAllocation
  private func pointedAtAreas() -> UnsafeMutablePointer<UnsafeMutableRawPointer?> {
    for index in 0..<channelCount { planes[index] = areas[index].addr }
    return planes
  }
}
