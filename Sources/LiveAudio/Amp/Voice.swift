import NeuralAmp

/// A capture that plays some channels at a device's rate, each a stream of its own: and bridges to the capture's own
/// rate where that is another. Owns what the audio thread uses of it.
///
/// Thread: any, one at a time; it may be made while another voice plays.
final class Voice {
  let stream: UnsafeMutablePointer<VoiceStream>
  let channelCount: Int
  /// Frames that it delays the sound by, at the device's rate.
  let latency: Int
  private let bank: StreamBank
  /// One for each channel, or none.
  private let bridges: [ModelRateBridgeMemory]

  /// - Parameters:
  ///   - model: of one input and one output channel.
  ///   - channelCount: 1 or more.
  ///   - timing: the device's; a block is a period at most.
  ///   - playsAlone: there is no time for another voice beside it.
  /// - Throws: ``LiveAudioError`` where the two rates are too far apart.
  init(
    _ model: Model, channelCount: Int, _ timing: DuplexTiming, playsAlone: Bool = false
  ) throws(LiveAudioError) {
    precondition(model.inputChannelCount == 1 && model.outputChannelCount == 1, "a stream has one channel")
    let rate = Int(model.effectiveSampleRate.rounded())
    guard SincTable.canConvert(rate, timing.rate) else {
      throw LiveAudioError(
        device: "\(timing.rate) Hz",
        problem: .unsupported(what: "a capture at \(rate) Hz", has: "another rate"))
    }
    self.channelCount = channelCount
    bridges = rate == timing.rate ? [] : Self.bridges(to: rate, timing, channelCount)
    latency = bridges.first?.bridge.latency ?? 0
    let longest = bridges.first?.bridge.maximumModelFrameCount ?? timing.periodFrameCount
    bank = StreamBank(model: model, streamLimit: channelCount, maximumFrameCount: longest)
    for _ in 0..<channelCount { _ = bank.join() }
    stream = .allocate(capacity: 1)
    stream.initialize(
      to: VoiceStream(
        bank, bridges.map(\.bridge),
        memoryFrameCount: latency + model.memoryFrameCount * timing.rate / rate,
        playsAlone: playsAlone))
  }

  deinit {
    stream.pointee.deallocate()
    stream.deallocate()
  }

  private static func bridges(
    to rate: Int, _ timing: DuplexTiming, _ channelCount: Int
  ) -> [ModelRateBridgeMemory] {
    let (toModel, fromModel) = (
      SincTable(from: timing.rate, to: rate), SincTable(from: rate, to: timing.rate)
    )
    return (0..<channelCount).map { _ in
      ModelRateBridgeMemory(
        toModel: toModel, fromModel: fromModel, maximumFrameCount: timing.periodFrameCount)
    }
  }
}

/// What the audio thread holds of a ``Voice``.
struct VoiceStream {
  /// One for each channel.
  let streams: UnmanagedStreamBank
  /// Both or none.
  let bridges: UnsafeMutablePointer<ModelRateBridge>?
  let atModelRate: PlanarFrames?
  /// Where the streams' blocks are.
  let inputs: UnsafeMutablePointer<UnsafePointer<Float>?>
  let outputs: UnsafeMutablePointer<UnsafeMutablePointer<Float>?>
  /// What it listens for before it is heard in the place of another, at the device's rate.
  let memoryFrameCount: Int
  /// Another voice goes silent before it plays.
  let playsAlone: Bool

  /// - Parameter bridges: one for each stream, or none.
  init(_ bank: StreamBank, _ bridges: [ModelRateBridge], memoryFrameCount: Int, playsAlone: Bool) {
    let count = bank.streamLimit
    streams = UnmanagedStreamBank(bank)
    if bridges.isEmpty {
      (self.bridges, atModelRate) = (nil, nil)
    } else {
      self.bridges = .allocate(capacity: count)
      self.bridges?.initialize(from: bridges, count: count)
      atModelRate = .allocate(channelCount: count, capacity: bank.maximumFrameCount)
    }
    inputs = .allocate(capacity: count)
    inputs.initialize(repeating: nil, count: count)
    outputs = .allocate(capacity: count)
    outputs.initialize(repeating: nil, count: count)
    self.memoryFrameCount = memoryFrameCount
    self.playsAlone = playsAlone
  }

  func deallocate() {
    bridges?.deallocate()
    atModelRate?.deallocate()
    inputs.deallocate()
    outputs.deallocate()
  }
}
