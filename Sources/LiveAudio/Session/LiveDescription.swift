/// What a session really does, read back from the devices.
public struct LiveDescription: Equatable, Sendable {
  public struct Direction: Equatable, Sendable {
    public let device: String
    /// As ALSA calls them.
    public let format: String
    public let access: String
    /// Bits that the converter has, of an integer's.
    public let significantBitCount: Int
    public let channelCount: Int
    /// Those in use, from 1.
    public let channels: [Int]
    /// In Hz.
    public let rate: Int
    public let periodFrameCount: Int
    public let bufferFrameCount: Int
  }

  /// How fast, and in what portions.
  public struct Pace: Equatable, Sendable {
    /// In Hz.
    public let rate: Int
    public let periodFrameCount: Int
    /// Periods that wait to be played.
    public let periodCount: Int
  }

  public let capture: Direction
  public let playback: Direction
  /// What was asked for; the devices may have had only something near it.
  public let wanted: Pace
  public let pace: Pace
  /// Both directions start by one call.
  public let isLinked: Bool
  /// Two cards, two clocks: capture is resampled to the clock of playback.
  public let bridgesClocks: Bool
  /// The rate that the model runs at, in Hz.
  public let modelRate: Double
  /// Frames from the input to the output, without converters: periods, and what resampling adds.
  public let latencyFrameCount: Double
  /// Of them, what resampling adds.
  public let resamplingFrameCount: Double
  /// Of a period, what the model takes: the time that 99 of 100 blocks do not exceed.
  public let modelLoad: Double

  /// The device's, in Hz.
  public var rate: Int { pace.rate }
  /// In seconds.
  public var latency: Double { latencyFrameCount / Double(rate) }
}
