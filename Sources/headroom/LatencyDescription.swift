import LiveAudio
import NeuralAmp

/// A measured round trip as JSON.
struct LatencyDescription: Encodable {
  let capture: LiveJSON.Playing.Direction
  let playback: LiveJSON.Playing.Direction
  let rate: Int
  let period: Int
  let periods: Int
  let linked: Bool
  let roundTripFrames: Double
  let roundTripMilliseconds: Double
  let periodsFrames: Int
  let resamplingFrames: Double
  let convertersFrames: Double
  let convertersMilliseconds: Double
  let measurementsFrames: [Double]
  let level: Double
  let inverted: Bool
  let clipped: Bool
  let prominence: Double
  let interruptions: Int

  enum CodingKeys: String, CodingKey {
    case capture, playback, rate, period, periods, linked, inverted, clipped, interruptions
    case roundTripFrames = "round_trip_frames"
    case roundTripMilliseconds = "round_trip_ms"
    case periodsFrames = "periods_frames"
    case resamplingFrames = "resampling_frames"
    case convertersFrames = "converters_frames"
    case convertersMilliseconds = "converters_ms"
    case measurementsFrames = "measurements_frames"
    case level = "level_db"
    case prominence = "peak_over_rest_db"
  }

  init(_ report: LatencyReport) {
    // More digits would be the arithmetic's, not the card's.
    func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 + 0 }
    func milliseconds(_ frames: Double) -> Double { rounded(frames / Double(report.rate) * 1000) }
    capture = .init(report.capture)
    playback = .init(report.playback)
    rate = report.rate
    period = report.periodFrameCount
    periods = report.periodCount
    linked = report.isLinked
    roundTripFrames = report.roundTrip
    roundTripMilliseconds = milliseconds(report.roundTrip)
    periodsFrames = report.periodsFrameCount
    resamplingFrames = rounded(report.resamplingFrameCount)
    convertersFrames = rounded(report.converterFrameCount)
    convertersMilliseconds = milliseconds(report.converterFrameCount)
    measurementsFrames = report.roundTrips
    level = rounded(report.level)
    inverted = report.isInverted
    clipped = report.isClipped
    prominence = rounded(Decibels.decibels(Float(report.prominence)))
    interruptions = report.interruptionCount
  }
}
