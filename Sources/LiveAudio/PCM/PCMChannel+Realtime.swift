import CALSA

// Thread: audio.

/// One channel of a buffer of a device: where its next sample is, and how far from one to the next, in bytes.
struct PCMChannel {
  let address: UnsafeMutableRawPointer
  let stride: Int

  @_noLocks @_noAllocation
  init(_ area: snd_pcm_channel_area_t, frame: Int) {
    address = headroom_pcm_area_address(area, UInt64(frame))
    stride = Int(area.step) / 8
  }
}
