import Testing

@testable import LiveAudio
@testable import headroom

struct LatencyTextTests {
  private func report(
    _ roundTrips: [Double], gain: Double = 1, isClipped: Bool = false, interruptions: Int = 0,
    resampling: Double = 0
  ) -> LatencyReport {
    let direction = LiveDescription.Direction(
      device: "card", format: "S16_LE", access: "RW_INTERLEAVED", significantBitCount: 16, channelCount: 2,
      channels: [1], rate: 48_000, periodFrameCount: 64, bufferFrameCount: 128)
    return LatencyReport(
      capture: direction, playback: direction, periodCount: 2, resamplingFrameCount: resampling,
      isLinked: true, roundTrips: roundTrips,
      gain: gain, prominence: 100, isClipped: isClipped, interruptionCount: interruptions)
  }

  @Test func polarityAndNothingBelowZero() {
    let text = LatencyText.text(report([127.96, 127.96, 127.96], gain: -0.9999))
    #expect(text.hasSuffix("converters  0.0 frames, 0.00 ms\nlevel       0.0 dB, polarity inverted"))
  }

  @Test func twoCards() {
    let text = LatencyText.text(report([200, 200, 200], resampling: 60))
    #expect(text.contains("resampling  60.0 frames, 1.25 ms\nconverters  12.0 frames, 0.25 ms\n"))
  }

  @Test func warnings() {
    #expect(LatencyText.warnings(report([131, 131, 131])).isEmpty)
    #expect(
      LatencyText.warnings(report([131, 195, 131.05], gain: 0.001, isClipped: true, interruptions: 2)) == [
        "the input is at full scale: turn the output or the input down",
        "only -60.0 dB came back: turn the output or the input up",
        "the round trip is not always the same: 131.0, 195.0, 131.1 frames",
        "measured anew after 2 interruptions",
      ])
  }
}
