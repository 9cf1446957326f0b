/// Where a session's sound goes besides the device: rings that somebody drains, of as many channels as come in.
public final class LiveRecording: @unchecked Sendable {
  // @unchecked: immutable, and rings are made for two threads.

  /// Of the rings, in Hz. While a device runs at another they get nothing.
  public let rate: Int
  /// For what is played.
  public let output: FrameRing?
  /// For what comes in.
  public let input: FrameRing?

  public init(rate: Int, output: FrameRing?, input: FrameRing?) {
    self.rate = rate
    self.output = output
    self.input = input
  }

  /// Whether the rings are made for so many channels.
  func fits(channelCount: Int) -> Bool {
    [output, input].allSatisfy { $0?.producer.channelCount ?? channelCount == channelCount }
  }

  var taps: RecordingTaps { RecordingTaps(input: input?.producer, output: output?.producer) }
}
