import Foundation
import TestSupport
import Testing

@testable import LiveAudio

/// The signal, on made-up ways through bad cables.
struct SignalFinderTests {
  private static let rate = 48_000
  private static let count = 32_768
  private static let signal = LatencySignal.samples(rate: rate)
  private static let finder = SignalFinder(signal, recordingFrameCount: count, rate: rate)

  private func find(_ recording: [Float]) -> SignalFinder.Finding? {
    recording.withUnsafeBufferPointer { Self.finder.find(in: $0) }
  }

  /// The signal on its way back.
  private func path(delay: Int, gain: Float = 1) -> [Float] {
    let head = [Float](repeating: 0, count: delay) + Self.signal.map { $0 * gain }
    return Array((head + [Float](repeating: 0, count: Self.count)).prefix(Self.count))
  }

  /// - Parameter level: in dBFS, of the mean power.
  private func noise(_ level: Double, seed: UInt64) -> [Float] {
    var generator = SeededGenerator(seed: seed)
    let peak = Float(pow(10, level / 20) * 3.0.squareRoot())
    return generator.floats(Self.count, in: -peak...peak)
  }

  private func add(_ one: [Float], _ other: [Float]) -> [Float] { zip(one, other).map { $0 + $1 } }

  @Test(arguments: [0, 1, 128, 15_000], [Float(1), -0.5])
  func exactWhereNothingIsLost(_ delay: Int, _ gain: Float) {
    let finding = find(path(delay: delay, gain: gain))
    #expect(finding?.delay == Double(delay))
    #expect(abs((finding?.gain ?? 0) - Double(gain)) < 0.001)
  }

  /// The signal at -72 dBFS, and noise just as strong.
  @Test func sixtyDecibelsLost() throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      let finding = try #require(find(add(path(delay: 700, gain: 0.001), noise(-72, seed: seed))))
      #expect(abs(finding.delay - 700) <= 0.1)
      #expect(abs(finding.gain - 0.001) < 0.0001)
    }
  }

  /// 40 dB above the signal.
  @Test(arguments: [50.0, 60, 180])
  func hum(_ frequency: Double) {
    let hum = (0..<Self.count).map { frame in
      0.1 * Float(sin(2 * .pi * frequency * Double(frame) / Double(Self.rate)))
    }
    #expect(find(add(path(delay: 321, gain: 0.01), hum))?.delay == 321)
  }

  /// Between two frames, by the ideal interpolator.
  @Test(arguments: [0.1, 0.25, 0.5, 0.77])
  func fractions(_ fraction: Double) throws {
    let taps = (-32...32).map { tap in
      let distance = Double(tap) - fraction
      return Float(sin(.pi * distance) / (.pi * distance) * pow(cos(.pi * distance / 66), 2))
    }
    let finding = try #require(find(filtered(taps, delay: 200 - 32)))
    #expect(abs(finding.delay - (200 + fraction)) < 0.1)
  }

  /// What passes below about a tenth of the band, and no more.
  @Test func narrowBand() throws {
    let taps = [Float](repeating: 1.0 / 9, count: 9)
    let finding = try #require(find(filtered(taps, delay: 100)))
    #expect(abs(finding.delay - 104) < 0.1)
  }

  private func filtered(_ taps: [Float], delay: Int) -> [Float] {
    var recording = [Float](repeating: 0, count: Self.count)
    for (tap, weight) in taps.enumerated() {
      for (index, sample) in Self.signal.enumerated() { recording[delay + tap + index] += weight * sample }
    }
    return recording
  }

  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func noiseAloneIsNothing(_ seed: UInt64) { #expect(find(noise(-20, seed: seed)) == nil) }

  @Test func silenceAndRubbishAreNothing() {
    #expect(find([Float](repeating: 0, count: Self.count)) == nil)
    #expect(find([Float](repeating: .nan, count: Self.count)) == nil)
    // A click, at full scale, and a jump.
    #expect(find((0..<Self.count).map { $0 == 9000 ? 1 : 0 }) == nil)
    #expect(find((0..<Self.count).map { $0 < 9000 ? 0 : 0.5 }) == nil)
  }
}
