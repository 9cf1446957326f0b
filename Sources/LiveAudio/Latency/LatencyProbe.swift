/// Plays a signal once, after a pause, and records what comes in from the moment that it begins. So a frame of
/// the recording is as late as its index says, counted from when the signal's first frame left the program.
///
/// All that the audio thread uses of it is plain memory; a ``LatencyProbeMemory`` owns it. What it does is in
/// `LatencyProbe+Realtime.swift`.
struct LatencyProbe {
  /// Frames of silence before the signal: converters and mutes settle in it.
  let pauseFrameCount: Int
  let signal: UnsafePointer<Float>
  let signalFrameCount: Int
  let recording: UnsafeMutablePointer<Float>
  let recordingFrameCount: Int
  let shared: LiveShared

  /// Frames that have passed.
  var position = 0
  /// Times that the streams were started: more than one, and the recording has a gap.
  var startCount = 0
}

/// Owns a probe, and reads what it has recorded.
///
/// Thread: control, while no audio thread has the probe.
final class LatencyProbeMemory {
  /// In seconds.
  private static let pause = 0.2

  let probe: UnsafeMutablePointer<LatencyProbe>
  /// From the first period to the last.
  let duration: Duration
  private let signal: UnsafeMutablePointer<Float>
  private let recording: UnsafeMutablePointer<Float>

  /// - Parameter rate: in Hz.
  init(_ samples: [Float], recordingFrameCount: Int, rate: Int, shared: LiveShared) {
    signal = .allocate(capacity: samples.count)
    signal.initialize(from: samples, count: samples.count)
    recording = .allocate(capacity: recordingFrameCount)
    recording.initialize(repeating: 0, count: recordingFrameCount)
    let pauseFrameCount = Int(Self.pause * Double(rate))
    duration = .seconds(Double(pauseFrameCount + recordingFrameCount) / Double(rate))
    probe = .allocate(capacity: 1)
    probe.initialize(
      to: LatencyProbe(
        pauseFrameCount: pauseFrameCount, signal: signal, signalFrameCount: samples.count,
        recording: recording, recordingFrameCount: recordingFrameCount, shared: shared))
  }

  deinit {
    probe.deallocate()
    recording.deallocate()
    signal.deallocate()
  }

  /// The probe is to begin anew.
  func rewind() { (probe.pointee.position, probe.pointee.startCount) = (0, 0) }

  /// What came in; `nil` where there is a gap in it.
  var recorded: UnsafeBufferPointer<Float>? {
    guard probe.pointee.startCount == 1, probe.pointee.hasRecorded else { return nil }
    return UnsafeBufferPointer(start: recording, count: probe.pointee.recordingFrameCount)
  }
}
