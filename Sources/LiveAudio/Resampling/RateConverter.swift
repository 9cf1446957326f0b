/// One channel through a rate conversion, all that the audio thread touches of it: plain memory, no
/// ownership. A ``RateConverterMemory`` owns the ring, a ``SincTable`` the taps.
///
/// Input frames are pushed, output frames pulled. The output frame at the position p in the input is made of
/// the `tapCount` input frames around p. Frames are kept in a ring that has each of them twice, a ring's length
/// apart, so that those around p are always in one piece.
///
/// Positions are whole numbers: a frame of the ring and a fraction in units of 1 / (output rate · 2^20) input
/// frames. The nominal step from output frame to output frame, input rate / output rate, is a whole number of
/// units, so a day, or a year, adds up to exactly as many frames as it has. Another step is rounded by less than
/// 1e-4 ppm, and what has been passed of the input is still exact. Nothing counts up for ever.
///
/// What runs on the audio thread is in `RateConverter+Realtime.swift`.
package struct RateConverter {
  /// How far the ratio can be moved from the nominal one, either way.
  package static let maximumCorrection = 0.005

  let rows: UnsafePointer<Float>
  let tapCount: Int
  let unitsPerFrame: Int
  let nominalStep: Int
  let phasesPerUnit: Double
  let ring: UnsafeMutablePointer<Float>
  let capacity: Int
  /// How many units further than the first pushed frame can reach the first output frame lies.
  let headStart: Int
  let limit = RateConverter.maximumCorrection

  /// Where in the ring the frames for the next output frame begin. They may not be there yet.
  var start = 0
  /// Frames in the ring from `start` on.
  var frameCount = 0
  /// How far beyond the middle of those `tapCount` frames the output frame is, in units, less than a frame.
  var fraction = 0
  /// From output frame to output frame, in units.
  var step: Int

  init(table: SincTable, ring: UnsafeMutablePointer<Float>, capacity: Int, headStart: Int) {
    rows = UnsafePointer(table.rows.pointer)
    tapCount = table.tapCount
    unitsPerFrame = table.outputRate << 20
    nominalStep = table.inputRate << 20
    phasesPerUnit = Double(table.phaseCount) / Double(unitsPerFrame)
    self.ring = ring
    self.capacity = capacity
    self.headStart = headStart
    step = nominalStep
  }
}
