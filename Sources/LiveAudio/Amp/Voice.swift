import NeuralAmp

/// A capture that plays at a device's rate: a processor, and a bridge to the capture's own rate where that is
/// another. Owns what the audio thread uses of it.
///
/// Thread: any, one at a time; it may be made while another voice plays.
final class Voice {
  let stream: UnsafeMutablePointer<VoiceStream>
  private let processor: Processor
  private let bridge: ModelRateBridgeMemory?
  private let atModelRate: UnsafeMutablePointer<Float>?

  /// - Parameters:
  ///   - model: of one input and one output channel.
  ///   - timing: the device's; a block is a period at most.
  ///   - playsAlone: there is no time for another voice beside it.
  /// - Throws: ``LiveAudioError`` where the two rates are too far apart.
  init(_ model: Model, _ timing: DuplexTiming, playsAlone: Bool = false) throws(LiveAudioError) {
    precondition(model.inputChannelCount == 1 && model.outputChannelCount == 1, "a voice has one channel")
    let rate = Int(model.effectiveSampleRate.rounded())
    guard SincTable.canConvert(rate, timing.rate) else {
      throw LiveAudioError(
        device: "\(timing.rate) Hz",
        problem: .unsupported(what: "a capture at \(rate) Hz", has: "another rate"))
    }
    bridge = rate == timing.rate ? nil : Self.bridge(to: rate, timing)
    let longest = bridge?.bridge.maximumModelFrameCount ?? timing.periodFrameCount
    processor = Processor(model: model, maximumFrameCount: longest)
    atModelRate = bridge.map { _ in
      let samples = UnsafeMutablePointer<Float>.allocate(capacity: longest)
      samples.initialize(repeating: 0, count: longest)
      return samples
    }
    stream = .allocate(capacity: 1)
    stream.initialize(
      to: VoiceStream(
        processor: UnmanagedProcessor(processor), bridge: bridge?.bridge, atModelRate: atModelRate,
        memoryFrameCount: latency + model.memoryFrameCount * timing.rate / rate, playsAlone: playsAlone))
  }

  deinit {
    stream.deallocate()
    atModelRate?.deallocate()
  }

  /// Frames that it delays the sound by, at the device's rate.
  var latency: Int { bridge?.bridge.latency ?? 0 }

  private static func bridge(to rate: Int, _ timing: DuplexTiming) -> ModelRateBridgeMemory {
    ModelRateBridgeMemory(
      toModel: SincTable(from: timing.rate, to: rate), fromModel: SincTable(from: rate, to: timing.rate),
      maximumFrameCount: timing.periodFrameCount)
  }
}

/// What the audio thread holds of a ``Voice``.
struct VoiceStream {
  let processor: UnmanagedProcessor
  /// Both or none.
  let bridge: ModelRateBridge?
  let atModelRate: UnsafeMutablePointer<Float>?
  /// What it listens for before it is heard in the place of another, at the device's rate.
  let memoryFrameCount: Int
  /// Another voice goes silent before it plays.
  let playsAlone: Bool
}
