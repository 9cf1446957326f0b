import Synchronization

/// Measures the round trip through a cable from an output to an input: sends a signal and finds it again.
///
/// Thread: control, always the same one.
public final class LatencyMeasurement {
  /// Where nothing is asked for, in Hz.
  public static let defaultRate = 48_000

  private static let measurementCount = 3
  /// With those that an xrun spoils.
  private static let longestAttemptCount = 6
  /// Of what is not in this program, in seconds.
  private static let longestDelay = 0.5
  /// Beyond what an attempt takes.
  private static let patience = Duration.seconds(2)
  private static let lookInterval = Duration.milliseconds(10)
  /// For the devices to be let go in good order.
  private static let longestStop = Duration.milliseconds(200)

  private let duplex: OpenDuplex
  private let shared = LiveSharedMemory()
  private let probe: LatencyProbeMemory
  private let finder: SignalFinder
  private var findings: [SignalFinder.Finding] = []
  private var attemptCount = 0
  private var isClipped = false

  /// Opens and configures the devices, as the options have it; the duration has no part in it.
  ///
  /// - Precondition: of the options' inputs there is one.
  public init(_ options: LiveOptions) throws(LiveAudioError) {
    precondition(options.inputChannels.count == 1, "the signal comes back on one channel")
    duplex = try OpenDuplex(try DuplexNames(options), options, rate: options.rate ?? Self.defaultRate)
    let timing = duplex.timing
    let signal = LatencySignal.samples(rate: timing.rate)
    let delay = duplex.latency + Self.longestDelay * Double(timing.rate)
    let count = Self.powerOfTwo(holding: signal.count + Int(delay))
    finder = SignalFinder(signal, recordingFrameCount: count, rate: timing.rate)
    probe = LatencyProbeMemory(
      signal, recordingFrameCount: count, rate: timing.rate, shared: shared.shared)
  }

  private static func powerOfTwo(holding count: Int) -> Int {
    1 << (Int.bitWidth - (count - 1).leadingZeroBitCount)
  }

  /// Measures three times, with the streams started anew for each: about two seconds a time, most of it
  /// waiting for a late answer. To be called once.
  ///
  /// - Parameter isStopped: asked a hundred times a second.
  /// - Returns: `nil` where it was stopped.
  public func measure(unless isStopped: () -> Bool) throws(LiveAudioError) -> LatencyReport? {
    while findings.count < Self.measurementCount {
      guard attemptCount < Self.longestAttemptCount else {
        throw error(.interrupted(times: attemptCount - findings.count))
      }
      attemptCount += 1
      guard try play(unless: isStopped) else { return nil }
      if let recording = probe.recorded { try look(at: recording) }
    }
    return report()
  }

  /// Sends the signal once; false where it was stopped.
  private func play(unless isStopped: () -> Bool) throws(LiveAudioError) -> Bool {
    probe.rewind()
    let buffers = DuplexMemory(periodFrameCount: duplex.timing.periodFrameCount, channelCount: 1)
    let run = AudioRun(
      DuplexLoop(duplex, work: .probe(probe.probe), buffers: buffers.buffers, shared: shared.shared),
      keeping: [duplex, probe, buffers, shared])
    let thread = try AudioThread { run.run() }
    let deadline = ContinuousClock.now + duration + Self.patience
    while ContinuousClock.now < deadline {
      if isStopped() {
        stop(thread)
        return false
      }
      guard thread.join(within: Self.lookInterval) else { continue }
      if let error = LiveAudioError(run.end, of: duplex) { throw error }
      return true
    }
    stop(thread)
    throw error(.stalled)
  }

  /// Of one attempt: of what is sent and recorded, and of the periods before and after it.
  private var duration: Duration {
    let timing = duplex.timing
    let frameCount = (timing.periodCount + 2) * timing.periodFrameCount
    return probe.duration + .seconds(Double(frameCount) / Double(timing.rate))
  }

  private func stop(_ thread: AudioThread) {
    shared.shared.controls.pointee.isStopping.store(true, ordering: .relaxed)
    _ = thread.join(within: Self.longestStop)
  }

  private func look(at recording: UnsafeBufferPointer<Float>) throws(LiveAudioError) {
    guard let finding = finder.find(in: recording) else {
      throw error(
        .nothingCameBack(outputs: duplex.outputChannels.map { $0 + 1 }, input: duplex.inputChannels[0] + 1))
    }
    findings.append(finding)
    isClipped = isClipped || recording.contains { $0.magnitude >= PeakMeter.largestInteger }
  }

  private func report() -> LatencyReport {
    let (configuration, timing) = (duplex.configuration, duplex.timing)
    return LatencyReport(
      capture: .init(duplex.capture, configuration.capture, channels: duplex.inputChannels),
      playback: .init(duplex.playback, configuration.playback, channels: duplex.outputChannels),
      periodCount: timing.periodCount,
      resamplingFrameCount: duplex.latency - Double(timing.periodCount * timing.periodFrameCount),
      isLinked: duplex.isLinked, roundTrips: findings.map(\.delay), gain: findings[0].gain,
      prominence: findings.map(\.prominence).min() ?? 0, isClipped: isClipped,
      interruptionCount: attemptCount - findings.count)
  }

  private func error(_ problem: LiveAudioError.Problem) -> LiveAudioError {
    LiveAudioError(device: duplex.playback.name, problem: problem)
  }
}
