import Foundation
import TestSupport

@testable import LiveAudio

/// A card of a ``DuplexBench`` that has two.
struct BenchCard: CustomStringConvertible {
  var rate = 48_000
  var period = 64
  /// From its nominal rate, in ppm.
  var deviation = 0.0
  var isContinuous = false
  /// ns.
  var startDelay: UInt64 = 0
  var stamps = ScriptedClock.Stamps.exact

  var description: String {
    "\(rate) Hz \(deviation) ppm \(period)\(isContinuous ? " continuous" : "") after \(startDelay) \(stamps)"
  }

  fileprivate func stream(
    _ direction: PCMDirection, channels: Int, buffer: Int, wake: Int
  ) -> ScriptedStream {
    let configuration = StreamConfiguration(
      access: .interleaved, format: PCMFormat(encoding: .float32, isBigEndian: false),
      significantBitCount: 32,
      channelCount: channels, rate: rate, periodFrameCount: period, bufferFrameCount: buffer)
    let clock = ScriptedClock(
      rate: Double(rate) * (1 + deviation * 1e-6), isContinuous: isContinuous, startDelay: startDelay,
      stamps: stamps)
    return ScriptedStream(direction, configuration, wakeFrameCount: wake, clock: clock)
  }
}

/// Two cards that a sine goes through.
struct BenchCards: CustomStringConvertible {
  var capture = BenchCard()
  var playback = BenchCard()
  /// Periods that wait to be played.
  var periodCount = 2
  var channelCount = 1

  var description: String { "\(capture) to \(playback) x\(periodCount), \(channelCount) in" }

  static func apart(_ ppm: Double, _ period: Int = 64, periodCount: Int = 2) -> BenchCards {
    var cards = BenchCards()
    (cards.capture.period, cards.playback.period, cards.periodCount) = (period, period, periodCount)
    cards.capture.deviation = ppm
    return cards
  }

  /// As ``DuplexNegotiation`` finds it.
  fileprivate var captureBuffer: Int {
    let time = Double(periodCount * playback.period) / Double(playback.rate)
    let frames = time * Double(capture.rate)
    return capture.period * max(periodCount + 2, 2 + Int((frames / Double(capture.period)).rounded(.up)))
  }
}

extension DuplexBench {
  /// In Hz.
  static let sine = 997.0

  convenience init(_ cards: BenchCards, duration: Double? = nil) {
    let capture = cards.capture.stream(
      .capture, channels: cards.channelCount, buffer: cards.captureBuffer, wake: cards.capture.period)
    let playback = cards.playback.stream(
      .playback, channels: cards.channelCount, buffer: cards.periodCount * cards.playback.period,
      wake: cards.playback.period)
    capture.sine = Self.sine
    let bridge = ClockBridgeMemory(
      capture: capture.configuration, playback: playback.configuration, channelCount: cards.channelCount,
      prefill: cards.periodCount * cards.playback.period)
    self.init(
      Layout(
        periodCount: cards.periodCount, roomCount: cards.periodCount, channelCount: cards.channelCount),
      capture, playback, bridge: bridge, duration: duration)
  }

  /// So many more seconds, or until it ends.
  @discardableResult func play(seconds: Double, from first: DuplexState = .starting) -> DuplexState {
    let end = device.elapsedSeconds + seconds
    return device.play {
      var state = first
      while device.elapsedSeconds < end {
        if case .ended = state { return state }
        state = loop.step(state)
      }
      return state
    }
  }

  // MARK: What came of the sine

  var played: [Float] { device.playback.played[0] }

  /// The sine in the last tenth of a second that was written.
  var lastSine: SineFit {
    SineFit(Array(played.suffix(lastCount))[...], frequency: frequency * (1 + pitchError * 1e-6))
  }

  /// Of that sine, from what was captured, in ppm.
  var pitchError: Double {
    let (part, half) = (Array(played.suffix(lastCount)), lastCount / 2)
    let phases = [part[..<half], part[half...]].map { SineFit($0, frequency: frequency).phase }
    let change = (phases[1] - phases[0]).remainder(dividingBy: 2 * Double.pi)
    return change / (2 * Double.pi * Double(half) * frequency) * 1e6
  }

  private var frequency: Double { Self.sine / device.playback.clock.rate }

  private var lastCount: Int { device.playback.configuration.rate / 10 }

  /// From the capture of that to its playback, in playback frames, taken that it is half a sine's period off at most.
  var delay: Double {
    let playback = device.playback
    let time = playback.time(of: played.count - lastCount - playback.playedStart)
    let (period, nominal) = (1 / Self.sine, bridge!.latency / Double(playback.configuration.rate))
    let delay = time - lastSine.phase / (2 * Double.pi * Self.sine)
    let off = (delay - nominal).remainder(dividingBy: period)
    return (nominal + off) * Double(playback.configuration.rate)
  }

  /// The greatest step from one written frame to the next, to the greatest of the sine.
  func greatestStep(from index: Int = 0) -> Float {
    let steps = zip(played[index...], played[(index + 1)...]).map { abs($1 - $0) }
    return steps.max()! / Float(Double.pi * Self.sine / Double(device.playback.configuration.rate))
  }

  /// The same of the change of that step: clicks that are too small to be seen next to the sine's own steps.
  func greatestBend(from index: Int) -> Float {
    let part = played[index...]
    let bends = zip(zip(part, part.dropFirst()), part.dropFirst(2)).map { abs($0.0 - 2 * $0.1 + $1) }
    let angle = 2 * Double.pi * Self.sine / Double(device.playback.configuration.rate)
    return bends.max()! / Float(0.5 * angle * angle)
  }
}
