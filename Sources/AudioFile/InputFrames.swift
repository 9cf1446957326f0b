import NeuralAmp

/// The frames of a file at its own rate, with gain, then silence without end.
final class InputFrames {
  /// The file as it is read, before the gain.
  private(set) var meter = LevelMeter()
  /// Samples that were NaN or infinite, as read or after the gain.
  private(set) var nonFiniteCount = 0

  private let reader: AudioFileReader
  private let gain: Float
  private var isAtEnd = false

  var path: String { reader.path }

  /// - Parameter gain: a factor.
  init(_ reader: AudioFileReader, gain: Float) {
    self.reader = reader
    self.gain = gain
  }

  /// Fills `block` with the next frames.
  func fill(_ block: FrameBlock) throws(AudioFileError) {
    let sampleCount = isAtEnd ? 0 : try reader.read(into: block) * reader.channelCount
    isAtEnd = sampleCount < block.count
    block[sampleCount...].update(repeating: 0)
    let fresh = FrameBlock(rebasing: block[..<sampleCount])
    // Before the resampler, which would spread them over its filter's length.
    nonFiniteCount += fresh.silenceNonFinite()
    meter.measure(fresh)
    if gain != 1 {
      fresh.scale(by: gain)
      nonFiniteCount += fresh.silenceNonFinite()
    }
  }
}
