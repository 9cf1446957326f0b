import CALSA

/// One direction of a device, running or about to, as the audio thread holds it: plain memory that a
/// ``PCMStream`` owns. What it does on that thread is in `PCMEndpoint+Realtime.swift`.
struct PCMEndpoint {
  enum Transfer {
    /// The device's own buffer.
    case mapped
    /// A period's buffer of ours, frame by frame.
    case interleaved
    /// The same, channel by channel.
    case planar
  }

  let pcm: headroom_pcm
  let direction: PCMDirection
  let transfer: Transfer
  let samples: PCMSamples
  let channelCount: Int
  let periodFrameCount: Int
  let bufferFrameCount: Int
  /// Where the channels lie in the buffer of ours: one for each channel. Unused where memory is mapped.
  let areas: UnsafeMutablePointer<snd_pcm_channel_area_t>
  /// The same as addresses, as `readn` and `writen` take them, moved along by whoever calls them.
  let planes: UnsafeMutablePointer<UnsafeMutableRawPointer?>
  /// The channels that are in use, each 0 to `channelCount - 1`.
  let channels: UnsafeMutablePointer<Int>
  let usedChannelCount: Int
}

/// What came of a call on the audio thread.
enum PCMResult {
  /// So many frames: 0 where the device has none, or no room, just now.
  case frames(Int)
  case failed(PCMFailure)
}

/// Why a device does not go on.
enum PCMFailure {
  /// It ran over or dry (EPIPE).
  case xrun
  /// The machine slept (ESTRPIPE).
  case suspended
  /// It was pulled out (ENODEV).
  case gone
  /// Nothing moved for too long.
  case silent
  /// Another negative errno.
  case code(Int32)
}
