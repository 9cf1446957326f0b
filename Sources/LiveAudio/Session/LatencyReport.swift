import Glibc
import NeuralAmp

/// What a measurement of the round trip found.
public struct LatencyReport: Equatable, Sendable {
  public let capture: LiveDescription.Direction
  public let playback: LiveDescription.Direction
  /// Periods that waited to be played.
  public let periodCount: Int
  /// Frames that resampling from one card's clock to the other's takes; 0 of one card.
  public let resamplingFrameCount: Double
  /// Both directions started by one call.
  public let isLinked: Bool
  /// Frames from the output to the input and through the program, each time with the streams started anew.
  public let roundTrips: [Double]
  /// What came back of the signal's amplitude; below 0 upside down.
  public let gain: Double
  /// How far the signal stood out from everything else, as a factor.
  public let prominence: Double
  /// The input was at full scale.
  public let isClipped: Bool
  /// Attempts that an xrun has spoiled, and that were made again.
  public let interruptionCount: Int

  /// In Hz.
  public var rate: Int { playback.rate }
  public var periodFrameCount: Int { playback.periodFrameCount }
  /// Frames: of all the measurements the middle one.
  public var roundTrip: Double { roundTrips.sorted()[roundTrips.count / 2] }
  /// Frames of it that wait in periods.
  public var periodsFrameCount: Int { periodCount * periodFrameCount }
  /// Frames of it that are outside of this program: converters, USB, cable.
  public var converterFrameCount: Double { roundTrip - Double(periodsFrameCount) - resamplingFrameCount }
  /// Of the way back, in dB.
  public var level: Double { Decibels.decibels(Float(abs(gain))) }
  public var isInverted: Bool { gain < 0 }

  /// So little that the figure may be chance, or soon will be.
  public var isFaint: Bool { level < -40 }
  /// The measurements are more than a frame apart.
  public var isUnsteady: Bool { (roundTrips.max() ?? 0) - (roundTrips.min() ?? 0) > 1 }
}
