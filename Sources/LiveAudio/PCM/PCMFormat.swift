import CALSA

/// How a device holds samples.
struct PCMFormat: Hashable, Sendable {
  enum Encoding: Sendable {
    case float32
    case int32
    /// In three bytes.
    case int24Packed
    /// In the low three bytes of four; what is in the fourth does not count.
    case int24
    case int16
  }

  let encoding: Encoding
  let isBigEndian: Bool

  /// All that can be played, best first: nothing is lost in floats, then by bits, this machine's byte order
  /// before the other.
  static let preferred: [PCMFormat] = [isBigEndianMachine, !isBigEndianMachine].flatMap { isBigEndian in
    [Encoding.float32, .int32, .int24Packed, .int24, .int16].map { encoding in
      PCMFormat(encoding: encoding, isBigEndian: isBigEndian)
    }
  }

  private static var isBigEndianMachine: Bool { Int16(bigEndian: 1) == 1 }

  var alsa: snd_pcm_format_t {
    switch (encoding, isBigEndian) {
    case (.float32, false): SND_PCM_FORMAT_FLOAT_LE
    case (.float32, true): SND_PCM_FORMAT_FLOAT_BE
    case (.int32, false): SND_PCM_FORMAT_S32_LE
    case (.int32, true): SND_PCM_FORMAT_S32_BE
    case (.int24Packed, false): SND_PCM_FORMAT_S24_3LE
    case (.int24Packed, true): SND_PCM_FORMAT_S24_3BE
    case (.int24, false): SND_PCM_FORMAT_S24_LE
    case (.int24, true): SND_PCM_FORMAT_S24_BE
    case (.int16, false): SND_PCM_FORMAT_S16_LE
    case (.int16, true): SND_PCM_FORMAT_S16_BE
    }
  }

  /// As ALSA calls it: "S24_3LE".
  var name: String { String(cString: snd_pcm_format_name(alsa)) }

  /// Of a sample, in memory.
  var byteCount: Int {
    switch encoding {
    case .float32, .int32, .int24: 4
    case .int24Packed: 3
    case .int16: 2
    }
  }

  /// Bits that an integer has; `nil` for floats.
  var bitCount: Int? {
    switch encoding {
    case .float32: nil
    case .int32: 32
    case .int24Packed, .int24: 24
    case .int16: 16
    }
  }
}

extension PCMFormat {
  /// By ALSA's name, "S16_LE"; without its end it is of either byte order.
  func isNamed(_ text: String) -> Bool {
    let (name, text) = (name.uppercased(), text.uppercased())
    return name == text || name.dropLast(isPacked ? 2 : 3) == text
  }

  /// ALSA writes "S24_3LE".
  private var isPacked: Bool { encoding == .int24Packed }
}

extension LiveOptions {
  /// Formats that can be played, best first, as ALSA calls them.
  public static var formats: [String] { PCMFormat.preferred.map(\.name) }

  /// Whether a format is named so, with its byte order or without.
  public static func isFormat(_ text: String) -> Bool { PCMFormat.preferred.contains { $0.isNamed(text) } }
}
