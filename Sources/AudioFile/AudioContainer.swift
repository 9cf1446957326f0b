import CSndFile

/// A kind of audio file that can be written, chosen by the name's extension.
public enum AudioContainer: Sendable, CaseIterable {
  case wav, aiff, flac, ogg, opus, mp3, caf, au, w64, rf64

  static let listOfExtensions = "wav, aiff, flac, ogg, opus, mp3, caf, au, w64, rf64"
  static let listOfRecordable = "wav, aiff, flac, caf, au, w64, rf64"

  /// Extensions that audio files have which libsndfile reads, of their own or of a container above.
  private static let readOnlyExtensions: Set<String> = [
    "mp1", "mp2", "m1a", "m2a", "sf", "ircam", "voc", "paf", "svx", "8svx", "16svx", "nist", "sph", "sd2",
    "avr",
  ]

  /// Whether a file's name is that of audio that can be read.
  public static func isReadable(path: String) -> Bool {
    AudioContainer(path: path) != nil
      || readOnlyExtensions.contains(Self.extension(of: path).lowercased())
  }

  private init?(extension name: String) {
    switch name.lowercased() {
    case "wav", "wave": self = .wav
    case "aif", "aiff", "aifc": self = .aiff
    case "flac": self = .flac
    case "ogg", "oga": self = .ogg
    case "opus": self = .opus
    case "mp3": self = .mp3
    case "caf": self = .caf
    case "au", "snd": self = .au
    case "w64": self = .w64
    case "rf64": self = .rf64
    default: return nil
    }
  }

  /// By the extension of a path.
  public init?(path: String) { self.init(extension: Self.extension(of: path)) }

  /// What is behind the last dot of a file's name; empty where there is none.
  static func `extension`(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    return name.lastIndex(of: ".").map { String(name[name.index(after: $0)...]) } ?? ""
  }

  /// Why no container can be chosen for a path.
  public static func unknown(_ path: String) -> AudioFileError {
    AudioFileError(path: path, problem: .unknownContainer(extension: Self.extension(of: path)))
  }

  var name: String {
    switch self {
    case .wav: "WAV"
    case .aiff: "AIFF"
    case .flac: "FLAC"
    case .ogg: "OGG Vorbis"
    case .opus: "OGG Opus"
    case .mp3: "MP3"
    case .caf: "CAF"
    case .au: "AU"
    case .w64: "W64"
    case .rf64: "RF64"
    }
  }

  /// FLAC and MP3 files without a frame are without a byte, and an Opus file cannot be read.
  var canBeEmpty: Bool { self != .flac && self != .mp3 && self != .opus }

  /// Whether the codec stores no samples of a format but what they sound like.
  var isLossy: Bool { self == .ogg || self == .opus || self == .mp3 }

  /// Whether a file that is cut short can be read up to there, but for a tenth of a second. Of a lossy one
  /// seconds may be missing, and an Opus file of a second cannot be read at all (as measured, libsndfile 1.2).
  var isRecordable: Bool { !isLossy }

  private var majorFormat: Int {
    switch self {
    case .wav: SF_FORMAT_WAV
    case .aiff: SF_FORMAT_AIFF
    case .flac: SF_FORMAT_FLAC
    case .ogg, .opus: SF_FORMAT_OGG
    case .mp3: SF_FORMAT_MPEG
    case .caf: SF_FORMAT_CAF
    case .au: SF_FORMAT_AU
    case .w64: SF_FORMAT_W64
    case .rf64: SF_FORMAT_RF64
    }
  }

  /// libsndfile's number for this container with samples of a format.
  func sndfileFormat(_ format: SampleFormat) -> Int32 {
    Int32(majorFormat | subtype(format))
  }

  private func subtype(_ format: SampleFormat) -> Int {
    switch (self, format) {
    case (.ogg, _): SF_FORMAT_VORBIS
    case (.opus, _): SF_FORMAT_OPUS
    case (.mp3, _): SF_FORMAT_MPEG_LAYER_III
    case (.wav, .int8), (.w64, .int8), (.rf64, .int8): SF_FORMAT_PCM_U8
    case (_, .int8): SF_FORMAT_PCM_S8
    case (_, .int16): SF_FORMAT_PCM_16
    case (_, .int24): SF_FORMAT_PCM_24
    case (_, .int32): SF_FORMAT_PCM_32
    case (_, .float32): SF_FORMAT_FLOAT
    case (_, .float64): SF_FORMAT_DOUBLE
    }
  }

  /// The format nearest to `wanted` that the container holds: FLAC has integers up to 24 bits.
  func nearest(to wanted: SampleFormat) -> SampleFormat {
    guard self == .flac else { return wanted }
    return wanted.integerBitCount.map { $0 <= 24 } ?? false ? wanted : .int24
  }
}
