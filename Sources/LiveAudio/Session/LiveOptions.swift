/// What a live session is to do.
public struct LiveOptions: Sendable {
  /// Names of devices, as ``DeviceName`` takes them; `nil`: the first interface that captures and plays.
  public var captureDevice: String?
  public var playbackDevice: String?
  /// In Hz; `nil`: the model's. The nearest that the device has is taken.
  public var rate: Int?
  /// In frames; the nearest that the device has is taken.
  public var periodFrameCount = 64
  /// Periods that wait to be played.
  public var periodCount = 2
  /// The channels that guitars come in on, from 1: each goes through the amp by itself.
  public var inputChannels = [1]
  /// The channels that are played on, from 1: as many as come in, in the same order, or any for a single one. `nil`: the
  /// first ones; for a single one the first two, or the one that there is.
  public var outputChannels: [Int]?
  /// Names of ALSA; `nil`: the best that the device has.
  public var format: String?
  public var access: AccessKind?
  /// Until it stops by itself, in seconds of sound; `nil`: never.
  public var duration: Double?

  /// How samples get to the device.
  public enum AccessKind: String, Sendable {
    /// Through its own memory.
    case mapped = "mmap"
    /// Through calls that copy.
    case copied = "rw"
  }

  public init() {}

  /// What one of the two directions is asked for.
  ///
  /// - Parameter channelCount: at least.
  func wish(rate: Int, channelCount: Int) -> StreamWish {
    var wish = StreamWish(
      rate: rate, periodFrameCount: periodFrameCount, periodCount: periodCount, channelCount: channelCount)
    switch access {
    case .mapped: wish.access = [.mappedInterleaved, .mappedPlanar, .mappedComplex]
    case .copied: wish.access = [.interleaved, .planar]
    case nil: break
    }
    if let format { wish.formats = PCMFormat.preferred.filter { $0.isNamed(format) } }
    return wish
  }
}
