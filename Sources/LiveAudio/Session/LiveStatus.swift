import Synchronization

/// How a session is doing: numbers for people.
public struct LiveStatus: Equatable, Sendable {
  /// Frames that were processed, since the session began.
  public var frameCount = 0

  // Since the last look.

  /// Full scale 1.
  public var inputPeak: Float = 0
  public var outputPeak: Float = 0
  /// Of a period, what the audio thread was busy for, on average; 1 is all of it.
  public var load = 0.0

  // Since the session began, or the counters were reset.

  public var worstLoad = 0.0
  /// Samples at full scale in front of the amp, and beyond it behind.
  public var inputClipCount = 0
  public var outputClipCount = 0
  public var captureXrunCount = 0
  public var playbackXrunCount = 0
  /// In seconds.
  public var longestXrun = 0.0
  public var suspendCount = 0
  public var timeoutCount = 0
  /// Beyond a period, in seconds.
  public var longestWakeDelay = 0.0

  // Now.

  /// Frames on their way: in front of the program and behind it, as the device says.
  public var captureDelay = 0
  public var playbackDelay = 0
}

/// Takes looks at what the audio thread counts. The audio thread's counters only grow; what is shown is since the
/// last reset.
///
/// Thread: control.
final class LiveStatusReader {
  private let statistics: UnsafePointer<LiveStatistics>
  private var base = LiveStatus()
  private var periodCount = 0
  private var busyTime = 0
  private var worst = (load: 0.0, wakeDelay: 0.0, xrun: 0.0)

  init(_ statistics: UnsafePointer<LiveStatistics>) { self.statistics = statistics }

  func reset() {
    base = totals()
    worst = (0, 0, 0)
  }

  /// - Parameter periodTime: in ns.
  func look(periodTime: Double) -> LiveStatus {
    let totals = totals()
    var status = totals
    status.inputClipCount -= base.inputClipCount
    status.outputClipCount -= base.outputClipCount
    status.captureXrunCount -= base.captureXrunCount
    status.playbackXrunCount -= base.playbackXrunCount
    status.suspendCount -= base.suspendCount
    status.timeoutCount -= base.timeoutCount
    takePeaks(&status)
    takeLoad(&status, periodTime: periodTime)
    return status
  }

  private func totals() -> LiveStatus {
    var status = LiveStatus()
    status.frameCount = statistics.pointee.frameCount.load(ordering: .relaxed)
    status.inputClipCount = statistics.pointee.inputClips.load(ordering: .relaxed)
    status.outputClipCount = statistics.pointee.outputClips.load(ordering: .relaxed)
    status.captureXrunCount = statistics.pointee.captureXruns.load(ordering: .relaxed)
    status.playbackXrunCount = statistics.pointee.playbackXruns.load(ordering: .relaxed)
    status.suspendCount = statistics.pointee.suspends.load(ordering: .relaxed)
    status.timeoutCount = statistics.pointee.timeouts.load(ordering: .relaxed)
    status.captureDelay = statistics.pointee.captureDelay.load(ordering: .relaxed)
    status.playbackDelay = statistics.pointee.playbackDelay.load(ordering: .relaxed)
    return status
  }

  private func takePeaks(_ status: inout LiveStatus) {
    status.inputPeak = peak(statistics.pointee.inputPeak.exchange(0, ordering: .relaxed))
    status.outputPeak = peak(statistics.pointee.outputPeak.exchange(0, ordering: .relaxed))
  }

  private func peak(_ bits: Int) -> Float { Float(bitPattern: UInt32(truncatingIfNeeded: bits)) }

  private func takeLoad(_ status: inout LiveStatus, periodTime: Double) {
    let (periods, busy) = (
      statistics.pointee.periodCount.load(ordering: .relaxed),
      statistics.pointee.busyTime.load(ordering: .relaxed)
    )
    if periods > periodCount {
      status.load = Double(busy - busyTime) / Double(periods - periodCount) / periodTime
    }
    (periodCount, busyTime) = (periods, busy)
    let longest = statistics.pointee.longestBusyTime.exchange(0, ordering: .relaxed)
    let delay = statistics.pointee.longestWakeDelay.exchange(0, ordering: .relaxed)
    let xrun = statistics.pointee.longestXrun.exchange(0, ordering: .relaxed)
    worst.load = max(worst.load, Double(longest) / periodTime)
    worst.wakeDelay = max(worst.wakeDelay, Double(delay) * 1e-9)
    worst.xrun = max(worst.xrun, Double(xrun) * 1e-9)
    (status.worstLoad, status.longestWakeDelay, status.longestXrun) = worst
  }
}
