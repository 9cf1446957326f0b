import CRealtimeProbe
import Foundation
import TestSupport
import Testing

@testable import LiveAudio

/// The round trip of simulated cards.
struct LatencyTests {
  /// Real time says nothing then.
  private static let isSlow = headroom_test_has_thread_sanitizer()

  private func measure(
    _ card: RigCard, with change: (inout LiveOptions) -> Void = { _ in },
    unless isStopped: () -> Bool = { false }
  ) throws -> LatencyReport? {
    let rig = try Rig(card)
    return try withExtendedLifetime(rig) {
      var options = LiveOptions()
      (options.captureDevice, options.playbackDevice) = (card.name, card.name)
      change(&options)
      return try LatencyMeasurement(options).measure(unless: isStopped)
    }
  }

  private func card(_ name: String, cable: Int?) -> RigCard {
    var card = RigCard("latency-\(name)")
    card.cable = cable
    return card
  }

  @Test(arguments: [
    ("S16_LE", 64, 2, 0), ("FLOAT_LE", 32, 3, 0), ("S16_LE", 256, 2, 37), ("S32_LE", 128, 4, 1),
  ])
  func periodsAndCable(_ format: String, _ period: Int, _ periods: Int, _ cable: Int) throws {
    var card = card("\(format)-\(period)-\(cable)", cable: cable)
    card.formats = [format]
    let report = try #require(
      try measure(card) { options in
        (options.periodFrameCount, options.periodCount) = (period, periods)
      })
    let roundTrip = Double(period * periods + cable)
    #expect(report.roundTrips == [roundTrip, roundTrip, roundTrip])
    #expect(report.periodsFrameCount == period * periods)
    #expect(report.converterFrameCount == Double(cable))
    #expect(report.playback.format == format)
    #expect(abs(report.level) < 0.01)
    #expect(!report.isInverted && !report.isClipped && !report.isUnsteady && report.interruptionCount == 0)
  }

  @Test func anotherRate() throws {
    var card = card("rate", cable: 10)
    card.rate = "22050"
    let report = try #require(try measure(card))
    #expect(report.rate == 22_050)
    #expect(report.roundTrip == 138)
  }

  /// Two devices, for all that the program can know on two clocks.
  @Test func twoDevices() throws {
    var (input, output) = (RigCard("latency-in"), RigCard("latency-out"))
    (input.card, output.card) = ("latency-two", "latency-two")
    (input.cable, output.cable) = (5, 5)
    let rig = try Rig(input, output)
    try withExtendedLifetime(rig) {
      var options = LiveOptions()
      (options.captureDevice, options.playbackDevice) = (input.name, output.name)
      let report = try #require(try LatencyMeasurement(options).measure(unless: { false }))
      #expect(report.resamplingFrameCount > 0)
      #expect(abs(report.converterFrameCount - 5) < 1)
    }
  }

  @Test func anXrunSpoilsOneAttempt() throws {
    var card = card("xrun", cable: 5)
    card.faults = [.xrun(at: 300)]
    let report = try #require(try measure(card))
    #expect(report.interruptionCount == 1)
    #expect(report.roundTrips == [133, 133, 133])
  }

  @Test func nothingButXruns() throws {
    var card = card("xruns", cable: 5)
    card.faults = (0..<30).map { .xrun(at: 100 + 100 * $0) }
    let error = #expect(throws: LiveAudioError.self) { try measure(card) }
    #expect(error?.problem == .interrupted(times: 6))
  }

  @Test func noCable() throws {
    let error = #expect(throws: LiveAudioError.self) {
      try measure(card("none", cable: nil)) { options in
        (options.inputChannels, options.outputChannels) = ([2], [1])
      }
    }
    #expect(
      error?.description
        == "latency-none: nothing came back: is the cable in output 1 and input 2, and the level up?")
  }

  @Test func pulledOut() throws {
    var card = card("unplugged", cable: 5)
    card.faults = [.unplug(at: 1000)]
    let error = #expect(throws: LiveAudioError.self) { try measure(card) }
    #expect(error?.problem == .unplugged)
  }

  @Test func aStandingClockSpoilsOneAttempt() throws {
    var card = card("stalled", cable: 5)
    card.faults = [.stall(at: 100)]
    let report = try #require(try measure(card))
    #expect(report.interruptionCount == 1)
    #expect(report.roundTrip == 133)
  }

  @Test func doesNotStart() throws {
    var card = card("dead", cable: 5)
    card.startError = "EIO"
    let begin = ContinuousClock.now
    let error = #expect(throws: LiveAudioError.self) { try measure(card) }
    #expect(error?.description == "latency-dead: playing: Input/output error")
    #expect(Self.isSlow || ContinuousClock.now - begin < .seconds(2))
  }

  /// A card that takes its time, and somebody who does not wait.
  @Test func stopsAtOnce() throws {
    var card = card("stopped", cable: 5)
    card.pace = "real"
    let begin = ContinuousClock.now
    #expect(try measure(card, unless: { ContinuousClock.now - begin > .milliseconds(300) }) == nil)
    #expect(Self.isSlow || ContinuousClock.now - begin < .seconds(1))
  }
}
