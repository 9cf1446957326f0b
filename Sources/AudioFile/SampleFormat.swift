import CSndFile

/// How a sample is stored in a file.
public enum SampleFormat: Sendable, Equatable {
  case int8, int16, int24, int32, float32, float64

  /// Bits of an integer format; `nil` for a float format, which has no full scale to clip at.
  public var integerBitCount: Int? {
    switch self {
    case .int8: 8
    case .int16: 16
    case .int24: 24
    case .int32: 32
    case .float32, .float64: nil
    }
  }

  public var name: String {
    switch self {
    case .float32: "32-bit float"
    case .float64: "64-bit float"
    default: "\(integerBitCount ?? 0)-bit integer"
    }
  }

  var byteCount: Int {
    switch self {
    case .int8: 1
    case .int16: 2
    case .int24: 3
    case .int32, .float32: 4
    case .float64: 8
    }
  }

  /// The format that keeps what a file of this libsndfile subtype holds. Codecs without a sample format of
  /// their own decode to about 16 bits (companding, ADPCM) or to float (transform codecs: 24 bits keep it).
  init(subtype format: Int32) {
    self =
      switch Int(format) & SF_FORMAT_SUBMASK {
      case SF_FORMAT_PCM_S8, SF_FORMAT_PCM_U8: .int8
      case SF_FORMAT_PCM_24, SF_FORMAT_ALAC_20, SF_FORMAT_ALAC_24, SF_FORMAT_DWVW_24: .int24
      case SF_FORMAT_PCM_32, SF_FORMAT_ALAC_32: .int32
      case SF_FORMAT_FLOAT: .float32
      case SF_FORMAT_DOUBLE: .float64
      case SF_FORMAT_VORBIS, SF_FORMAT_OPUS, SF_FORMAT_MPEG_LAYER_I, SF_FORMAT_MPEG_LAYER_II,
        SF_FORMAT_MPEG_LAYER_III:
        .int24
      default: .int16
      }
  }
}
