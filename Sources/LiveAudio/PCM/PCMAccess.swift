import CALSA

/// How samples get to a device and from it.
enum PCMAccess: CaseIterable, Sendable {
  // Best first: what is mapped is converted where it lies, and interleaved is what most hardware has, and what
  // the peer of a loopback expects. Some plugins have the last two only.
  case mappedInterleaved
  case mappedPlanar
  case mappedComplex
  case interleaved
  case planar

  var alsa: snd_pcm_access_t {
    switch self {
    case .mappedPlanar: SND_PCM_ACCESS_MMAP_NONINTERLEAVED
    case .mappedInterleaved: SND_PCM_ACCESS_MMAP_INTERLEAVED
    case .mappedComplex: SND_PCM_ACCESS_MMAP_COMPLEX
    case .interleaved: SND_PCM_ACCESS_RW_INTERLEAVED
    case .planar: SND_PCM_ACCESS_RW_NONINTERLEAVED
    }
  }

  /// As ALSA calls it.
  var name: String { String(cString: snd_pcm_access_name(alsa)) }
}
