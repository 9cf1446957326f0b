import CALSA
import NeuralAmp
import Synchronization
import TestSupport

@testable import LiveAudio

/// A ``DuplexLoop`` on a ``ScriptedDevice``, past the amp: what is played is what was captured, of one card to the bit.
/// Of one card a period is a millisecond.
final class DuplexBench {
  struct Layout: CustomStringConvertible {
    var access = PCMAccess.interleaved
    var periodCount = 2
    /// Periods that the device has room for.
    var roomCount = 2
    var isLinked = false
    /// That sound comes in on: 1, which goes to both of the outputs, or 2.
    var channelCount = 1

    var description: String {
      "\(access), \(periodCount) of \(roomCount) periods\(isLinked ? ", linked" : ""), \(channelCount) in"
    }
  }

  static let period = 48
  static let rate = 48_000

  let device: ScriptedDevice
  let layout: Layout
  /// Between two cards.
  let bridge: ClockBridgeMemory?
  var loop: DuplexLoop
  private let sharedMemory = LiveSharedMemory()
  private let memories: [PCMStreamMemory]
  private let duplexMemory: DuplexMemory
  private let voice: Voice
  private let chain: AmpChainMemory

  /// - Parameter duration: in seconds.
  convenience init(_ layout: Layout = Layout(), duration: Double? = nil) {
    self.init(
      layout,
      ScriptedStream(.capture, Self.configuration(layout, channels: 3), wakeFrameCount: Self.period),
      ScriptedStream(
        .playback, Self.configuration(layout, channels: 2),
        wakeFrameCount: (layout.roomCount - layout.periodCount + 1) * Self.period),
      duration: duration)
  }

  /// - Parameter bridge: `nil` where both are of one card.
  init(
    _ layout: Layout, _ capture: ScriptedStream, _ playback: ScriptedStream,
    bridge: ClockBridgeMemory? = nil, duration: Double? = nil
  ) {
    self.layout = layout
    self.bridge = bridge
    let shared = sharedMemory.shared
    shared.controls.pointee.isBypassed.store(true, ordering: .relaxed)
    let timing = DuplexTiming(
      periodFrameCount: playback.configuration.periodFrameCount, periodCount: layout.periodCount,
      rate: playback.configuration.rate)
    capture.soundingChannelCount = layout.channelCount
    device = ScriptedDevice(capture, playback, isLinked: layout.isLinked, periodTime: timing.periodTime)
    memories = [
      PCMStreamMemory(capture.configuration, channels: Array(0..<layout.channelCount)),
      PCMStreamMemory(playback.configuration, channels: Array(0..<playback.configuration.channelCount)),
    ]
    duplexMemory = DuplexMemory(
      periodFrameCount: timing.periodFrameCount, channelCount: layout.channelCount)
    let model = ModelShape(layers: 1, hidden: 1).makeModel(sampleRate: Double(timing.rate))
    guard let voice = try? Voice(model, channelCount: layout.channelCount, timing) else {
      preconditionFailure("one rate")
    }
    self.voice = voice
    chain = AmpChainMemory(voice, timing, duration: duration, shared: shared)
    loop = DuplexLoop(
      capture: Self.endpoint(capture, memories[0]), playback: Self.endpoint(playback, memories[1]),
      isLinked: layout.isLinked, bridge: bridge?.bridge, timing: timing, work: .amp(chain.chain),
      buffers: duplexMemory.buffers, shared: shared)
  }

  private static func configuration(_ layout: Layout, channels: Int) -> StreamConfiguration {
    StreamConfiguration(
      access: layout.access, format: PCMFormat(encoding: .float32, isBigEndian: false),
      significantBitCount: 32, channelCount: channels, rate: rate, periodFrameCount: period,
      bufferFrameCount: layout.roomCount * period)
  }

  private static func endpoint(_ stream: ScriptedStream, _ memory: PCMStreamMemory) -> PCMEndpoint {
    memory.endpoint(
      ScriptedDevice.handle(stream.direction), stream.direction, stream.configuration,
      calls: ScriptedDevice.calls)
  }

  // MARK: The program

  func run() -> DuplexEnd { device.play { loop.run() } }

  func step(_ state: DuplexState) -> DuplexState { device.play { loop.step(state) } }

  /// From a start until so many periods have moved since the beginning, or it has ended.
  ///
  /// - Returns: the state that it is in then.
  @discardableResult func play(periods: Int, from first: DuplexState = .starting) -> DuplexState {
    device.play {
      var state = first
      while statistics.pointee.periodCount.load(ordering: .relaxed) < periods {
        if case .ended = state { return state }
        state = loop.step(state)
      }
      return state
    }
  }

  func stop() { sharedMemory.shared.controls.pointee.isStopping.store(true, ordering: .relaxed) }

  // MARK: What came of it

  /// What went wrong, as it was counted.
  struct Counts: Equatable {
    var captureXruns = 0
    var playbackXruns = 0
    var suspends = 0
    var timeouts = 0
    var restarts = 1
  }

  var statistics: UnsafePointer<LiveStatistics> { sharedMemory.shared.statistics }

  var counts: Counts {
    Counts(
      captureXruns: statistics.pointee.captureXruns.load(ordering: .relaxed),
      playbackXruns: statistics.pointee.playbackXruns.load(ordering: .relaxed),
      suspends: statistics.pointee.suspends.load(ordering: .relaxed),
      timeouts: statistics.pointee.timeouts.load(ordering: .relaxed),
      restarts: statistics.pointee.restarts.load(ordering: .relaxed))
  }

  /// The calls of these kinds, from `index` of the trace on.
  func calls(_ kinds: Set<ScriptedDevice.Call>, from index: Int = 0) -> [String] {
    device.trace[index...].filter { kinds.contains($0.call) }.map(\.description)
  }
}

extension DuplexState {
  /// "interrupted(xrun)".
  var title: String { "\(self)".replacing("LiveAudio.", with: "").replacing("PCMFailure.", with: "") }
}
