import Testing

@testable import LiveAudio

struct LatencyReportTests {
  private func report(_ roundTrips: [Double], gain: Double = 1, resampling: Double = 0) -> LatencyReport {
    let direction = LiveDescription.Direction(
      device: "card", format: "S16_LE", access: "RW_INTERLEAVED", significantBitCount: 16, channelCount: 2,
      channels: [1], rate: 48_000, periodFrameCount: 64, bufferFrameCount: 128)
    return LatencyReport(
      capture: direction, playback: direction, periodCount: 2, resamplingFrameCount: resampling,
      isLinked: true, roundTrips: roundTrips,
      gain: gain, prominence: 100, isClipped: false, interruptionCount: 0)
  }

  @Test func theMiddleOneCounts() {
    let report = report([195, 131, 131.5])
    #expect(report.roundTrip == 131.5)
    #expect(report.converterFrameCount == 3.5)
    #expect(self.report([131, 131, 131], resampling: 2.5).converterFrameCount == 0.5)
  }

  @Test(arguments: [([131, 131, 132], false), ([131.5, 130.45, 131], true), ([64, 128, 128], true)])
  func unsteady(_ roundTrips: [Double], _ isUnsteady: Bool) {
    #expect(report(roundTrips).isUnsteady == isUnsteady)
  }

  @Test func levelAndPolarity() {
    let report = report([131, 131, 131], gain: -0.1)
    #expect(abs(report.level + 20) < 1e-5)
    #expect(report.isInverted && !report.isFaint)
    #expect(self.report([131, 131, 131], gain: 0.009).isFaint)
  }
}
