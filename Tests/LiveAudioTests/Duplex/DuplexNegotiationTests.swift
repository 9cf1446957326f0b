import Testing

@testable import LiveAudio

struct DuplexNegotiationTests {
  /// Does what it can, the nearest to what it is asked for.
  private final class Stream: ConfigurableStream {
    let name: String
    let rates: [Int]
    let periods: [Int]
    let mostPeriods: Int
    private(set) var wishes: [StreamWish] = []

    init(_ name: String, rates: [Int] = [44_100, 48_000], periods: [Int], mostPeriods: Int = .max) {
      self.name = name
      self.rates = rates
      self.periods = periods
      self.mostPeriods = mostPeriods
    }

    func configure(_ wish: StreamWish) throws(LiveAudioError) -> StreamConfiguration {
      wishes.append(wish)
      let period = nearest(wish.periodFrameCount, periods)
      return StreamConfiguration(
        access: .interleaved, format: .preferred[0], significantBitCount: 32, channelCount: wish.channelCount,
        rate: nearest(wish.rate, rates), periodFrameCount: period,
        bufferFrameCount: min(wish.periodCount, mostPeriods) * period
      )
    }

    private func nearest(_ wish: Int, _ values: [Int]) -> Int {
      values.min { abs($0 - wish) < abs($1 - wish) }!
    }
  }

  private let captureWish = StreamWish(rate: 48_000, periodFrameCount: 64, periodCount: 2, channelCount: 1)
  private let playbackWish = StreamWish(rate: 48_000, periodFrameCount: 64, periodCount: 2, channelCount: 2)

  private func configure(
    _ capture: Stream, _ playback: Stream
  ) throws(LiveAudioError) -> DuplexConfiguration {
    try DuplexNegotiation.configure(
      capture: capture, captureWish, playback: playback, playbackWish)
  }

  @Test func sameAtOnce() throws {
    let (capture, playback) = (Stream("hw:C", periods: [64]), Stream("hw:P", periods: [64]))
    let found = try configure(capture, playback)
    #expect(found.capture.channelCount == 1 && found.playback.channelCount == 2)
    #expect(found.capture.periodFrameCount == 64 && found.playback.periodFrameCount == 64)
    #expect(capture.wishes == [captureWish])
    #expect(playback.wishes == [playbackWish])
  }

  @Test func captureFollowsPlayback() throws {
    let capture = Stream("hw:C", periods: [32, 64, 128])
    let playback = Stream("hw:P", rates: [44_100], periods: [128])
    let found = try configure(capture, playback)
    #expect((found.capture.rate, found.capture.periodFrameCount) == (44_100, 128))
    #expect(capture.wishes.map(\.periodFrameCount) == [128])
    #expect(capture.wishes.map(\.channelCount) == [1])
    #expect(playback.wishes.count == 1)
  }

  @Test func playbackIsAskedOnceMore() throws {
    let capture = Stream("hw:C", rates: [44_100], periods: [96])
    let playback = Stream("hw:P", periods: [48, 64, 96])
    let found = try configure(capture, playback)
    #expect((found.playback.rate, found.playback.periodFrameCount) == (44_100, 96))
    #expect(found.capture.periodFrameCount == 96)
    #expect(playback.wishes.map(\.periodFrameCount) == [64, 96])
    #expect(playback.wishes.map(\.channelCount) == [2, 2])
  }

  @Test(arguments: [([96], [48_000]), ([64], [44_100])])
  func neverAgree(_ periods: [Int], _ rates: [Int]) {
    let capture = Stream("hw:C", rates: rates, periods: periods)
    let playback = Stream("hw:P", rates: [48_000], periods: [64])
    let expected = LiveAudioError(
      device: "hw:P",
      problem: .unsupported(
        what: "the rate and period that capture has, \(rates[0]) Hz in periods of \(periods[0]) frames",
        has: "48000 Hz in periods of 64 frames"))
    #expect(throws: expected) { try configure(capture, playback) }
    #expect(playback.wishes.count == 2)
  }

  // MARK: Two clocks

  private func configureApart(
    _ capture: Stream, _ playback: Stream
  ) throws(LiveAudioError) -> DuplexConfiguration {
    try DuplexNegotiation.configureApart(
      capture: capture, captureWish, playback: playback, playbackWish)
  }

  @Test func eachAsItIs() throws {
    let capture = Stream("hw:C", rates: [44_100], periods: [48])
    let playback = Stream("hw:P", rates: [48_000], periods: [64])
    let found = try configureApart(capture, playback)
    #expect((found.capture.rate, found.capture.periodFrameCount) == (44_100, 48))
    #expect((found.playback.rate, found.playback.periodFrameCount) == (48_000, 64))
    // Two of playback's periods are two and a half of capture's.
    #expect(capture.wishes.map(\.periodCount) == [4, 5])
    #expect(playback.wishes == [playbackWish])
  }

  /// While two long periods are played a capture of short ones fills many, and never runs over.
  @Test func captureHasRoomForWhatPlaybackTakesTime() throws {
    let capture = Stream("hw:C", periods: [64])
    let found = try configureApart(capture, Stream("hw:P", periods: [512]))
    #expect(found.capture.bufferFrameCount == (2 * 8 + 2) * 64)
    #expect(capture.wishes.map(\.periodCount) == [4, 18])
    let slower = try configureApart(
      Stream("hw:C", rates: [96_000], periods: [64]), Stream("hw:P", periods: [500]))
    #expect(slower.capture.bufferFrameCount == (32 + 2) * 64)
  }

  /// Not even one period.
  @Test func captureHasNoRoomForPlaybacksPeriod() {
    let capture = Stream("hw:C", periods: [64], mostPeriods: 8)
    let error = #expect(throws: LiveAudioError.self) {
      try configureApart(capture, Stream("hw:P", periods: [512]))
    }
    #expect(
      error
        == LiveAudioError(
          device: "hw:C",
          problem: .unsupported(
            what: "a buffer for playback's 48000 Hz in periods of 512 frames",
            has: "512 frames at 48000 Hz in periods of 64 frames")))
    #expect(throws: Never.self) {
      try configureApart(Stream("hw:C", periods: [64], mostPeriods: 9), Stream("hw:P", periods: [512]))
    }
  }

  @Test func ratesTooFarApart() {
    let error = #expect(throws: LiveAudioError.self) {
      try configureApart(
        Stream("hw:C", rates: [8000], periods: [64]), Stream("hw:P", rates: [192_000], periods: [64]))
    }
    #expect(
      error?.problem == .unsupported(what: "a rate near capture's 8000 Hz", has: "192000 Hz"))
  }
}
