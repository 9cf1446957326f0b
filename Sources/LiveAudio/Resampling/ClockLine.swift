/// The clock of one card: the straight line that its frame count follows in the system's time.
///
/// A second-order delay-locked loop, whose two gains are those of a least-squares fit in which an observation
/// counts less the older it is. So it is wide open at first, when all there is are a few observations, narrows
/// as they become more, and ends with both poles at 1 / (2π · ``memory``), 0.008 Hz. Where both cards' lines
/// are fitted like this, whatever moves the system's clock moves both and not their ratio.
///
/// The count is a Double: after a day at 192 kHz it still resolves 2e-6 of a frame, and every observation
/// corrects it, so nothing adds up.
///
/// What runs on the audio thread is in `ClockLine+Realtime.swift`.
struct ClockLine {
  /// How long the line remembers, in seconds. A time stamp is late by up to 0.1 ms; over so long that leaves
  /// the rate uncertain by about 0.1 ppm.
  let memory = 20.0
  /// What the rate at the start is worth: with time stamps good to 30 µs it counts as known to 100 ppm. In
  /// seconds squared, as the spread of the observations is.
  let startingSpread = 0.1
  /// The stretch of which the mean error tells that the line is not the card's any more, in seconds.
  let alarmTime = 0.5
  /// The mean error that does, in seconds, and what is added to it per second of the errors' usual size: more
  /// than 4 times what `alarmTime` leaves of their scatter, at periods of 6 ms.
  let alarmError = 10e-6
  let alarmErrorPerScatter = 0.4

  /// Frames at `time`, in frames.
  var count = 0.0
  /// In ns.
  var time: UInt64 = 0
  /// In frames per second.
  var rate: Double

  /// Of the observations, each with its weight, at times relative to `time`: their number, the sum of their
  /// times, and of the squares of those.
  var weight = 0.0
  var lag = 0.0
  var spread = 0.0
  /// The errors' mean of late, in seconds, and the mean of all their squares, weighted as the observations.
  var meanError = 0.0
  var squaredError = 0.0

  /// - Parameter rate: the nominal rate, in Hz.
  init(rate: Int) {
    self.rate = Double(rate)
  }
}
