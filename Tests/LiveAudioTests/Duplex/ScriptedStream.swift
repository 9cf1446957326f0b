import CALSA
import Foundation

@testable import LiveAudio

/// One direction of a ``ScriptedDevice``: a ring of 32-bit floats between the hardware, which moves by the device's
/// clock, and the program.
final class ScriptedStream {
  let direction: PCMDirection
  let configuration: StreamConfiguration
  /// Frames to read, or room to write, that wake who polls.
  let wakeFrameCount: Int
  let clock: ScriptedClock
  /// In Hz, by the true time: what is captured instead of the frames' numbers.
  var sine: Double?
  /// Of its channels, from the first on.
  var soundingChannelCount = 1
  var state = SND_PCM_STATE_SETUP
  /// What `xrun_length` says, ns.
  var xrunLength: Int64 = 0
  /// All that was ever played, channel by channel.
  private(set) var played: [[Float]]
  /// How many frames were ever captured.
  private(set) var capturedCount = 0

  /// When it was started, on the device's clock.
  private(set) var startTime: UInt64 = 0
  /// Frames since it was prepared.
  private(set) var programCount = 0
  private(set) var hardwareCount = 0
  /// When the hardware last moved, as it says; from before a start until it moves. ns.
  private(set) var stamp: UInt64 = 0
  /// From then on it does not move.
  var stallTime = UInt64.max
  /// Where in `played` what follows a start begins.
  private(set) var playedStart = 0

  private let ring: UnsafeMutablePointer<Float>
  private let areas: UnsafeMutablePointer<snd_pcm_channel_area_t>

  init(
    _ direction: PCMDirection, _ configuration: StreamConfiguration, wakeFrameCount: Int,
    clock: ScriptedClock? = nil
  ) {
    self.direction = direction
    self.configuration = configuration
    self.wakeFrameCount = wakeFrameCount
    self.clock = clock ?? ScriptedClock(rate: Double(configuration.rate))
    let (channelCount, room) = (configuration.channelCount, configuration.bufferFrameCount)
    played = [[Float]](repeating: [], count: channelCount)
    for channel in 0..<channelCount { played[channel].reserveCapacity(100_000) }
    ring = .allocate(capacity: channelCount * room)
    ring.initialize(repeating: .nan, count: channelCount * room)
    areas = .allocate(capacity: channelCount)
    let isPlanar = configuration.access == .mappedPlanar
    for channel in 0..<channelCount {
      areas[channel] = snd_pcm_channel_area_t(
        addr: isPlanar ? ring + channel * room : ring, first: isPlanar ? 0 : UInt32(32 * channel),
        step: UInt32(isPlanar ? 32 : 32 * channelCount))
    }
  }

  deinit {
    ring.deallocate()
    areas.deallocate()
  }

  /// What is captured: the frame's number, counted over all starts, on channel 1; twice as much on channel 2, if that
  /// sounds too; nothing that can be heard on others.
  static func sample(_ frame: Int) -> Float { Float(frame + 1) * 0x1p-20 }

  private func sample(_ frame: Int, channel: Int) -> Float {
    if channel >= soundingChannelCount { return .nan }
    let factor = Float(channel + 1)
    guard let sine else { return factor * Self.sample(capturedCount + frame) }
    return factor * Float(0.5 * sin(2 * Double.pi * sine * time(of: programCount + frame)))
  }

  /// When a frame is captured or played, counted since the start, in seconds.
  func time(of frame: Int) -> Double {
    Double(startTime + clock.startDelay) * 1e-9 + Double(frame) / clock.rate
  }

  var isRunning: Bool { state == SND_PCM_STATE_RUNNING }
  /// Frames that wait between program and hardware.
  var queuedCount: Int { abs(programCount - hardwareCount) }

  var availableCount: Int {
    switch direction {
    case .capture: queuedCount
    case .playback: configuration.bufferFrameCount - queuedCount
    }
  }

  func prepare() {
    state = SND_PCM_STATE_PREPARED
    (programCount, hardwareCount) = (0, 0)
    playedStart = played[0].count
  }

  func start(at time: UInt64) {
    state = SND_PCM_STATE_RUNNING
    startTime = time
  }

  /// The hardware is where it is by then. Where that is too far, it stops.
  func move(at time: UInt64) {
    let time = min(time, stallTime)
    let frame = clock.frame(time, since: startTime, period: configuration.periodFrameCount)
    if frame > hardwareCount { stamp = clock.stamp(of: frame, since: startTime) }
    hardwareCount = frame
    let isDry = direction == .playback && hardwareCount >= programCount
    if isDry || availableCount >= configuration.bufferFrameCount { state = SND_PCM_STATE_XRUN }
  }

  // MARK: The program's side

  /// Where the program may read or write now, how many frames it may from there on.
  func map(_ frames: Int) -> (areas: UnsafePointer<snd_pcm_channel_area_t>, offset: Int, count: Int) {
    let offset = programCount % configuration.bufferFrameCount
    let count = min(frames, availableCount, configuration.bufferFrameCount - offset)
    if direction == .capture { each(count, offset) { $0.pointee = sample($1, channel: $2) } }
    return (UnsafePointer(areas), offset, count)
  }

  /// The program has read or written them.
  func commit(_ count: Int, from offset: Int) {
    programCount += count
    switch direction {
    case .capture: capturedCount += count
    case .playback: each(count, offset) { played[$2].append($0.pointee) }
    }
  }

  /// From or to the program's own memory: planes, or frames that lie one after the other.
  func copy(_ count: Int, _ address: (_ frame: Int, _ channel: Int) -> UnsafeMutablePointer<Float>) -> Int {
    let count = min(count, availableCount)
    for frame in 0..<count {
      for channel in 0..<configuration.channelCount {
        switch direction {
        case .capture: address(frame, channel).pointee = sample(frame, channel: channel)
        case .playback: played[channel].append(address(frame, channel).pointee)
        }
      }
    }
    programCount += count
    if direction == .capture { capturedCount += count }
    return count
  }

  private func each(_ count: Int, _ offset: Int, _ body: (UnsafeMutablePointer<Float>, Int, Int) -> Void) {
    for frame in 0..<count {
      for channel in 0..<configuration.channelCount {
        let address = headroom_pcm_area_address(areas[channel], UInt64(offset + frame))
        body(address.assumingMemoryBound(to: Float.self), frame, channel)
      }
    }
  }
}
