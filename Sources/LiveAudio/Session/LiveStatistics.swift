import Synchronization

/// What the audio thread counts and whoever shows it reads: each number for itself, at any time.
///
/// Counts only grow. Peaks and worst cases grow until whoever shows them puts them back to 0.
struct LiveStatistics: ~Copyable {
  /// Frames that were processed.
  let frameCount = Atomic<Int>(0)
  /// Periods, and the ns that they took from waking up to going to sleep.
  let periodCount = Atomic<Int>(0)
  let busyTime = Atomic<Int>(0)
  let longestBusyTime = Atomic<Int>(0)
  /// ns from one waking up to the next, beyond a period.
  let longestWakeDelay = Atomic<Int>(0)

  let captureXruns = Atomic<Int>(0)
  let playbackXruns = Atomic<Int>(0)
  /// ns.
  let longestXrun = Atomic<Int>(0)
  let suspends = Atomic<Int>(0)
  /// Times that nothing moved for longer than it may.
  let timeouts = Atomic<Int>(0)
  /// Times that the streams were started again, for whatever reason.
  let restarts = Atomic<Int>(0)

  /// Frames on their way, as the device says: in front of the program and behind it.
  let captureDelay = Atomic<Int>(0)
  let playbackDelay = Atomic<Int>(0)

  /// Bit patterns of floats, full scale ±1. Of floats that are not negative the bits are in the same order.
  let inputPeak = Atomic<Int>(0)
  let outputPeak = Atomic<Int>(0)
  /// Samples at or beyond full scale.
  let inputClips = Atomic<Int>(0)
  let outputClips = Atomic<Int>(0)
}
