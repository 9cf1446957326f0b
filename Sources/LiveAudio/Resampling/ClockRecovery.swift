/// Keeps the delay from one card's input to another card's output where it is to be, though the two have
/// clocks of their own: says by how much the ratio between them differs from the nominal one. Plain memory.
///
/// A card counts frames in steps of a period, and its count is exact at its time stamp only. So each card gets
/// a ``ClockLine`` through its counts, and both lines are read off at one time. Their slopes give the ratio of
/// the rates; their heights, with the frames that are on the way, the delay. Because the delay is not what
/// the ratio is found from, what is left to steer is small, and slow steering keeps the noise of the time
/// stamps out of the pitch.
///
/// The delay counts from the capture of a frame to its playback, in capture frames. For a host that refills
/// the playback device at its periods, the least ``target`` without xruns is
/// capture period + filter (``SincTable/halfLength``) + frames queued for playback right after a write +
/// ``margin(captureRate:)``.
///
/// What runs on the audio thread is in `ClockRecovery+Realtime.swift`.
package struct ClockRecovery {
  /// Seconds that the delay may stray from the target while the ratio is found: with cards up to 1000 ppm
  /// apart and time stamps late by up to 0.1 ms. Once found it strays by less than a tenth of it.
  static let margin = 0.25e-3
  /// A delay that is off is brought back within the line's memory over this.
  let haste = 1.5
  /// In 1/s: how much of a wrong delay is corrected per second at first. A few periods may pass until a
  /// correction shows; this is slow enough for those.
  let greatestGain = 2.0
  /// How long lines have to be before an error on one side means anything, in seconds.
  let settlingTime = 1.0

  /// The delay that is held, in capture frames.
  package var target: Double

  let limit = RateConverter.maximumCorrection
  let captureRate: Double
  let nominalRatio: Double
  var capture: ClockLine
  var playback: ClockLine
  /// Seconds that the lines have been followed, at most their memory; `nil` before the first reading.
  var age: Double?

  /// - Parameters:
  ///   - captureRate: nominal, in Hz; as the capture side of the ``SincTable``.
  ///   - playbackRate: nominal, in Hz.
  ///   - target: the delay to hold, in capture frames.
  package init(captureRate: Int, playbackRate: Int, target: Double) {
    precondition(captureRate > 0 && playbackRate > 0, "rates are positive")
    self.target = target
    self.captureRate = Double(captureRate)
    nominalRatio = Double(captureRate) / Double(playbackRate)
    capture = ClockLine(rate: captureRate)
    playback = ClockLine(rate: playbackRate)
  }

  /// How many capture frames the delay may stray from its target at any time, start and changes of a clock
  /// included: what the host adds to the least delay that it can do with.
  package static func margin(captureRate: Int) -> Int {
    Int((Double(captureRate) * margin).rounded(.up))
  }
}
