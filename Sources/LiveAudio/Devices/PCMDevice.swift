/// A device of a sound card: what is opened to capture and to play.
public struct PCMDevice: Equatable, Sendable {
  public let number: Int
  public let name: String
  /// How many programs can have it at once, mostly 1; 0 where it does not capture.
  public let captureSubdevices: Int
  /// The same for playback.
  public let playbackSubdevices: Int

  public init(number: Int, name: String, captureSubdevices: Int, playbackSubdevices: Int) {
    self.number = number
    self.name = name
    self.captureSubdevices = captureSubdevices
    self.playbackSubdevices = playbackSubdevices
  }

  public func subdevices(_ direction: PCMDirection) -> Int {
    switch direction {
    case .capture: captureSubdevices
    case .playback: playbackSubdevices
    }
  }

  public var isDuplex: Bool { captureSubdevices > 0 && playbackSubdevices > 0 }
}
