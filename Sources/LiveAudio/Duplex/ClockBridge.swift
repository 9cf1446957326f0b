import NeuralAmp

/// What is between two cards that have each a clock of their own: capture is resampled to the clock of playback, by
/// a ratio that ``ClockRecovery`` keeps right. Plain memory; a ``ClockBridgeMemory`` owns it.
///
/// Playback sets the pace. Whenever it has room for a period, everything that has been captured goes into the
/// converter, and a period comes out of it. What the audio thread does is in `ClockBridge+Realtime.swift`.
struct ClockBridge {
  /// Of a sound that has lost its input, what is left of a frame in the next one.
  static var decay: Float { @_noLocks @_noAllocation get { 0.998 } }
  /// ns; what says that it is farther from now is no time of the system's clock.
  static var farthestStamp: UInt64 { @_noLocks @_noAllocation get { 1_000_000_000 } }

  /// One for each channel, all of them always as far as the first.
  let converters: UnsafeMutablePointer<UnsafeMutablePointer<RateConverter>>
  var recovery: ClockRecovery
  /// What is captured begins softly.
  var fade: Ramp
  /// Room for so many frames on their way from the device to the converter, which has room for them too, with those
  /// that wait.
  let staging: PlanarFrames
  let capacity: Int
  let playbackBufferFrameCount: Int
  /// Playback frames of silence that it starts with.
  let prefill: Int

  /// Frames since the start.
  var readCount = 0
  var writtenCount = 0
  /// The frame that was captured last: a sample for each channel.
  let lastFrame: UnsafeMutablePointer<Float>
  /// Capture starts once playback moves: until then nobody would take anything from it.
  var isCapturing = false
  /// Nothing comes from capture any more.
  var isDry = false
}

final class ClockBridgeMemory {
  /// Of what is captured after a start, in seconds.
  private static let fadeDuration = 0.02

  let bridge: UnsafeMutablePointer<ClockBridge>
  /// From the capture of a frame to its playback, in playback frames.
  let latency: Double
  private let converters: [RateConverterMemory]

  /// - Parameters:
  ///   - channelCount: those that are used.
  ///   - prefill: periods of silence that playback starts with, in frames.
  init(capture: StreamConfiguration, playback: StreamConfiguration, channelCount: Int, prefill: Int) {
    let table = SincTable(from: capture.rate, to: playback.rate)
    let ratio = Double(capture.rate) / Double(playback.rate)
    let least = Double(capture.periodFrameCount + table.halfLength) + Double(prefill) * ratio
    let delay = least + Double(ClockRecovery.margin(captureRate: capture.rate))
    // All that is on the way, once playback has run dry, and a device's buffer full more.
    let capacity = Int(delay.rounded(.up)) + capture.bufferFrameCount
    latency = delay / ratio
    converters = (0..<channelCount).map { _ in
      RateConverterMemory(table: table, maximumFrameCount: capacity)
    }
    let lines = UnsafeMutablePointer<UnsafeMutablePointer<RateConverter>>.allocate(capacity: channelCount)
    lines.initialize(from: converters.map(\.converter), count: channelCount)
    let lastFrame = UnsafeMutablePointer<Float>.allocate(capacity: channelCount)
    lastFrame.initialize(repeating: 0, count: channelCount)
    bridge = .allocate(capacity: 1)
    bridge.initialize(
      to: ClockBridge(
        converters: lines,
        recovery: ClockRecovery(captureRate: capture.rate, playbackRate: playback.rate, target: delay),
        fade: Ramp(0, length: max(1, Int(Self.fadeDuration * Double(capture.rate)))),
        staging: .allocate(channelCount: channelCount, capacity: capacity), capacity: capacity,
        playbackBufferFrameCount: playback.bufferFrameCount, prefill: prefill,
        lastFrame: lastFrame))
  }

  deinit {
    bridge.pointee.converters.deallocate()
    bridge.pointee.staging.deallocate()
    bridge.pointee.lastFrame.deallocate()
    bridge.deallocate()
  }
}
