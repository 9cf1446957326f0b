import LiveAudio
import TestSupport

/// Two cards with clocks of their own and a host between them, in numbers: no sample is moved.
///
/// The playback card asks for a period at every `period` frames; the capture card's count moves in steps of as
/// many. Time stamps are late by up to `jitter`, and neither card runs at its nominal rate by the system's clock.
struct TwoCards {
  let period: Int
  let jitter: Double
  let filter = 16
  let playbackRate: Double
  /// Capture frames per second, before and after `changeTime`.
  let captureRates: (Double, Double)
  let changeTime: Double
  let nominalRate: Int

  private var recovery: ClockRecovery
  private var generator = SeededGenerator(seed: 7)
  private var playedPeriods = 0
  private var capturedPeriods = 0
  private var capturedAt = 0.0
  /// The capture frame that the next frame to be written is at.
  private var position = 0.0
  private var isPrimed = false

  /// What a period came to.
  struct Step {
    let time: Double
    let correction: Double
    /// What the correction should have been.
    let trueCorrection: Double
    /// From the target, in capture frames, by the cards' true counts.
    let delayError: Double
    /// Capture frames that were there beyond what the filter needed.
    let spare: Double
  }

  init(
    rate: Int, period: Int, jitter: Double, difference: Double, change: Double = 0,
    at changeTime: Double = 1e9
  ) {
    self.period = period
    self.jitter = jitter
    self.changeTime = changeTime
    nominalRate = rate
    playbackRate = Double(rate) * (1 - 300e-6)
    let captureRate = playbackRate * (1 + difference)
    captureRates = (captureRate, captureRate * (1 + change))
    let target = Double(3 * period + filter + ClockRecovery.margin(captureRate: rate))
    recovery = ClockRecovery(captureRate: rate, playbackRate: rate, target: target)
  }

  private func captured(at time: Double) -> Double {
    captureRates.0 * min(time, changeTime) + captureRates.1 * max(0, time - changeTime)
  }

  private func timeOfCapture(_ count: Double) -> Double {
    let before = count / captureRates.0
    return before <= changeTime ? before : changeTime + (count - captureRates.0 * changeTime) / captureRates.1
  }

  private mutating func stamp(_ time: Double) -> UInt64 {
    UInt64((time + Double.random(in: 0...1, using: &generator) * jitter) * 1e9)
  }

  /// The next playback period: two are queued right after it is written.
  mutating func step() -> Step {
    playedPeriods += 1
    let time = Double(playedPeriods * period) / playbackRate
    while timeOfCapture(Double((capturedPeriods + 1) * period)) <= time { capturedPeriods += 1 }
    let read = capturedPeriods * period
    let ratio = (time < changeTime ? captureRates.0 : captureRates.1) / playbackRate
    if !isPrimed { position = captured(at: time) + Double(period) * ratio - recovery.target }
    isPrimed = true
    let delay = captured(at: time) - position + Double(period) * ratio
    let correction = recovery.correction(
      ClockReading(
        read: read, unread: 0, capturedAt: stamp(timeOfCapture(Double(read))),
        written: (playedPeriods + 1) * period, unplayed: period, playedAt: stamp(time),
        waiting: Double(read) - position))
    position += Double(period) * correction
    return Step(
      time: time, correction: correction, trueCorrection: ratio, delayError: delay - recovery.target,
      spare: Double(read) - position - Double(filter))
  }

  /// Runs until `end`, in seconds.
  mutating func run(until end: Double, _ body: (Step) -> Void) {
    while true {
      let step = step()
      if step.time > end { return }
      body(step)
    }
  }
}

/// Of a run: how far the delay strayed, and the ratio's mean over each second.
struct TwoCardsSummary {
  private(set) var greatestDelayError = 0.0
  private(set) var leastSpare = Double.infinity
  /// From what it should be, in ppm, by second.
  private(set) var ratioErrors: [Double] = []
  private var sum = 0.0
  private var count = 0.0

  mutating func add(_ step: TwoCards.Step) {
    greatestDelayError = max(greatestDelayError, abs(step.delayError))
    leastSpare = min(leastSpare, step.spare)
    sum += (step.correction / step.trueCorrection - 1) * 1e6
    count += 1
    if step.time >= Double(ratioErrors.count + 1) {
      ratioErrors.append(sum / count)
      (sum, count) = (0, 0)
    }
  }

  /// The greatest after the second `start`.
  func ratioError(after start: Int) -> Double { ratioErrors[start...].map { abs($0) }.max()! }
}
