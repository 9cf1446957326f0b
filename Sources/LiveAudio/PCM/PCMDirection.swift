import CALSA

/// Which way sound goes.
public enum PCMDirection: String, CaseIterable, Sendable {
  case capture, playback

  var stream: snd_pcm_stream_t {
    switch self {
    case .capture: SND_PCM_STREAM_CAPTURE
    case .playback: SND_PCM_STREAM_PLAYBACK
    }
  }
}
