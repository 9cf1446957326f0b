/// One direction of a device that can be configured: a ``PCMStream``, or a scripted one in tests.
protocol ConfigurableStream: AnyObject {
  var name: String { get }
  func configure(_ wish: StreamWish) throws(LiveAudioError) -> StreamConfiguration
}

/// Both directions of a device.
struct DuplexConfiguration: Equatable, Sendable {
  let capture: StreamConfiguration
  let playback: StreamConfiguration
}

/// Finds what both directions can do together. Of one clock they have to have one rate and one period: playback is
/// asked first, capture for what that has, and where it cannot, playback once more for what capture has.
enum DuplexNegotiation {
  static func configure(
    capture: some ConfigurableStream, _ captureWish: StreamWish, playback: some ConfigurableStream,
    _ playbackWish: StreamWish
  ) throws(LiveAudioError) -> DuplexConfiguration {
    let first = try playback.configure(playbackWish)
    let captured = try capture.configure(captureWish.adopting(first))
    if captured.goesWith(first) { return DuplexConfiguration(capture: captured, playback: first) }
    let second = try playback.configure(playbackWish.adopting(captured))
    guard captured.goesWith(second) else {
      throw LiveAudioError(
        device: playback.name,
        problem: .unsupported(
          what: "the rate and period that capture has, \(captured.pace)", has: "\(second.pace)"))
    }
    return DuplexConfiguration(capture: captured, playback: second)
  }

  /// Of two clocks they need not agree, but playback sets the pace: capture has room for what comes in meanwhile,
  /// and more, until playback would have run dry.
  static func configureApart(
    capture: some ConfigurableStream, _ captureWish: StreamWish, playback: some ConfigurableStream,
    _ playbackWish: StreamWish
  ) throws(LiveAudioError) -> DuplexConfiguration {
    let played = try playback.configure(playbackWish)
    var wish = captureWish
    wish.periodCount += 2
    var captured = try capture.configure(wish)
    guard SincTable.canConvert(captured.rate, played.rate) else {
      throw LiveAudioError(
        device: playback.name,
        problem: .unsupported(what: "a rate near capture's \(captured.rate) Hz", has: "\(played.rate) Hz"))
    }
    let wanted = captured.periods(during: playbackWish.periodCount, of: played) + 1
    if captured.periodCount < wanted {
      wish.periodCount = wanted
      captured = try capture.configure(wish)
    }
    guard captured.periodCount >= captured.periods(during: 1, of: played) else {
      throw LiveAudioError(
        device: capture.name,
        problem: .unsupported(
          what: "a buffer for playback's \(played.pace)",
          has: "\(captured.bufferFrameCount) frames at \(captured.pace)"))
    }
    return DuplexConfiguration(capture: captured, playback: played)
  }
}

extension StreamWish {
  /// The same, but for what a configured stream has.
  func adopting(_ other: StreamConfiguration) -> StreamWish {
    var wish = self
    wish.rate = other.rate
    wish.periodFrameCount = other.periodFrameCount
    return wish
  }
}

extension StreamConfiguration {
  fileprivate func goesWith(_ other: StreamConfiguration) -> Bool {
    rate == other.rate && periodFrameCount == other.periodFrameCount
  }

  /// Periods that can come in while so many of playback are played: one more than fit.
  fileprivate func periods(during count: Int, of playback: StreamConfiguration) -> Int {
    let frames = min(count * playback.periodFrameCount, playback.bufferFrameCount)
    return 2 + (frames * rate - 1) / (periodFrameCount * playback.rate)
  }

  fileprivate var pace: String { "\(rate) Hz in periods of \(periodFrameCount) frames" }
}
