import CALSA

/// Capture and playback, period by period: what the audio thread of a live host does from its first to its last
/// moment. The states are in ``DuplexState``, what leads from one to the next in `DuplexLoop+Realtime.swift`.
///
/// Of one clock, the round trip is `periodCount × periodFrameCount` frames, after every start the same: playback is
/// filled with silence and both start at once.
struct DuplexLoop {
  let capture: PCMEndpoint
  let playback: PCMEndpoint
  /// One start starts both.
  let isLinked: Bool
  /// Where the two directions have each a clock of their own.
  let bridge: UnsafeMutablePointer<ClockBridge>?
  var timing: DuplexTiming
  let work: PeriodWork
  let buffers: DuplexBuffers
  let shared: LiveShared

  /// Frames of the current period that have been read.
  var readCount = 0
  /// Frames of the current period that are still to be written.
  var unwrittenCount = 0
  /// Failures since a period last moved.
  var failureCount = 0
  /// Waits in vain since sound last went on for as long as one of them takes.
  var vainWaitCount = 0
  /// When the streams were started, ns.
  var startTime: UInt64 = 0
  /// When nothing will have moved for too long, ns.
  var deadline: UInt64 = 0
  /// When the thread last woke up, ns; 0 after a start.
  var lastWakeTime: UInt64 = 0
  /// Periods since the delay was last looked at.
  var periodsSinceDelay = 0
  /// Periods of silence written since the fade-out ended.
  var silentPeriodCount = 0
}

struct DuplexTiming {
  let periodFrameCount: Int
  /// Periods that wait to be played; a device may have room for more.
  let periodCount: Int
  /// In Hz.
  let rate: Int

  /// ns.
  let periodTime: UInt64
  /// ns that nothing may move for: ten periods, but time enough for a busy machine, and not for ever; two in any
  /// case.
  var longestWait: UInt64

  init(periodFrameCount: Int, periodCount: Int, rate: Int) {
    self.periodFrameCount = periodFrameCount
    self.periodCount = periodCount
    self.rate = rate
    periodTime = UInt64(periodFrameCount) * 1_000_000_000 / UInt64(rate)
    longestWait = max(min(max(10 * periodTime, 100_000_000), 500_000_000), 2 * periodTime)
  }
}

/// Room for one period each way, and for what is polled. A ``DuplexMemory`` owns it.
struct DuplexBuffers {
  let input: PlanarFrames
  let output: PlanarFrames
  let descriptors: UnsafeMutablePointer<pollfd>
  let descriptorCapacity: Int
}

final class DuplexMemory {
  /// More than any device has for one direction; plugins have one or two.
  private static let descriptorCapacity = 64

  let buffers: DuplexBuffers

  /// - Parameter channelCount: of the sound, each way.
  init(periodFrameCount: Int, channelCount: Int) {
    let descriptors = UnsafeMutablePointer<pollfd>.allocate(capacity: Self.descriptorCapacity)
    descriptors.initialize(repeating: pollfd(), count: Self.descriptorCapacity)
    buffers = DuplexBuffers(
      input: .allocate(channelCount: channelCount, capacity: periodFrameCount),
      output: .allocate(channelCount: channelCount, capacity: periodFrameCount), descriptors: descriptors,
      descriptorCapacity: Self.descriptorCapacity)
  }

  deinit {
    buffers.input.deallocate()
    buffers.output.deallocate()
    buffers.descriptors.deallocate()
  }
}
