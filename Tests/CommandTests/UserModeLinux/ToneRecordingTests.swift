import Foundation
import TestSupport
import Testing

/// What is judged by a ``ToneRecording`` is judged rightly.
struct ToneRecordingTests {
  private let frameCount = 3 * ToneRecording.rate

  /// - Parameter ppm: how much higher than it should be.
  private func tone(_ ppm: Double = 0) -> [Float] {
    sine(
      frequency: ToneRecording.frequency * (1 + ppm * 1e-6), rate: ToneRecording.rate, frames: frameCount,
      amplitude: 0.25)
  }

  @Test(arguments: [0.0, 1000, -400])
  func pitch(_ ppm: Double) {
    let errors = ToneRecording(tone(ppm)).pitchErrors(expected: ppm + 3)
    #expect(errors.count == 2)
    #expect(errors.allSatisfy { abs($0 + 3) < 0.01 })
  }

  @Test func soundThatGoesOnHasNoClicks() {
    let harmonics = zip(tone(1000), tone(1000)).map { $0 + $1 * $1 + 2 * $1 * $1 * $1 }
    #expect(ToneRecording(harmonics).clickLevel(from: 0) < -110)
    // From one level to another and back, as smoothly as people move.
    let swelling = tone().enumerated().map { $1 * (1 + 0.2 * cos(2 * .pi * Float($0) / 4800)) }
    #expect(ToneRecording(swelling).clickLevel(from: 0) < -110)
  }

  @Test func singleFrame() {
    var samples = tone()
    samples[100_000] += 1e-4
    #expect(abs(ToneRecording(samples).clickLevel(from: 0) + 80) < 0.2)
    #expect(ToneRecording(samples).clickLevel(from: 2.5) < -110)
  }

  @Test(arguments: [1, 48, 64, 192, 1024])
  func lostFrames(_ count: Int) {
    var samples = tone()
    samples.removeSubrange(100_000..<100_000 + count)
    #expect(ToneRecording(samples).clickLevel(from: 0) > -60)
  }

  /// Ramps that are heard as such: with a kink, and as a jump.
  @Test(arguments: [(960, -80.0), (1, -40)])
  func kinks(_ length: Int, _ level: Double) {
    let samples = tone().enumerated().map { frame, sample in
      sample * (1 - 0.1 * min(1, max(0, Float(frame - 100_000) / Float(length))))
    }
    #expect(ToneRecording(samples).clickLevel(from: 0) > level)
  }
}
