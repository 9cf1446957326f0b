import NeuralAmp

/// The filter of one rate conversion, sampled: what all channels that are converted so share.
///
/// A row of taps for each of many phases, the places of an output frame between two input frames. Between two
/// phases the taps are interpolated. Immutable: any number of threads may read it. Allocates in `init` only.
package final class SincTable: @unchecked Sendable {
  /// With so many phases in a period of the output, what the interpolation adds at 20 kHz is 96 dB below it.
  private static let phasesPerFrame = 256

  /// In Hz.
  package let inputRate: Int
  package let outputRate: Int
  /// The latency of the filter, and how far it looks ahead, in input frames.
  package let halfLength: Int

  let phaseCount: Int
  /// (`phaseCount` + 1, `tapCount`): the last row is the first one a frame later. Each has the sum 1, so that a
  /// constant stays what it is wherever the output frames fall.
  let rows: AlignedFloats

  /// Input frames that make an output frame, a multiple of 4.
  var tapCount: Int { 2 * halfLength }

  /// Whether two rates are near enough to each other: at most 16 times.
  static func canConvert(_ rate: Int, _ other: Int) -> Bool { rate <= 16 * other && other <= 16 * rate }

  /// - Parameters: rates in Hz that can be converted.
  package init(from inputRate: Int, to outputRate: Int) {
    precondition(inputRate > 0 && outputRate > 0, "rates are positive, not \(inputRate) and \(outputRate) Hz")
    precondition(
      Self.canConvert(inputRate, outputRate),
      "from \(inputRate) to \(outputRate) Hz is more than a factor of 16")
    let filter = SincFilter(from: Double(inputRate), to: Double(outputRate))
    self.inputRate = inputRate
    self.outputRate = outputRate
    halfLength = filter.halfLength
    phaseCount = (Self.phasesPerFrame * min(inputRate, outputRate) + inputRate - 1) / inputRate
    rows = AlignedFloats(count: (phaseCount + 1) * 2 * halfLength)
    for phase in 0...phaseCount { fill(phase, from: filter) }
  }

  private func fill(_ phase: Int, from filter: SincFilter) {
    let centre = Double(halfLength - 1) + Double(phase) / Double(phaseCount)
    let taps = (0..<tapCount).map { filter(centre - Double($0)) }
    let sum = taps.reduce(0, +)
    for (index, tap) in taps.enumerated() { rows.pointer[phase * tapCount + index] = Float(tap / sum) }
  }
}
