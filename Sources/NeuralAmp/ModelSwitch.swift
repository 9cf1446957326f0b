import Synchronization

/// A stream that changes from one model to another while it plays: to another quality of a file, or to another file.
///
/// A model that has been prepared first runs beside the old one on the same input, unheard, until it has heard all
/// it remembers (``Model/memoryFrameCount``). Then the sound moves over to it within ``crossfadeFrameCount``
/// frames, and from there on it is, to the bit, what it would be had the model played all along; of an LSTM,
/// which never forgets all of it, as nearly as can be heard. Until then a block costs what both models cost.
///
/// Threads: two, one at a time each. Audio: all that is in `ModelSwitch+Realtime.swift`. Control: everything else.
public final class ModelSwitch: @unchecked Sendable {
  // @unchecked: what both threads know are atomics.

  /// The longest block that `process` takes, in frames.
  public let maximumFrameCount: Int
  /// Frames in which the sound moves from one model to the next: 20 ms.
  public let crossfadeFrameCount: Int
  /// The model that plays, or that will when all that has been prepared has begun to.
  public private(set) var model: Model

  /// What the audio thread has of it.
  let player: UnsafeMutablePointer<SwitchPlayer>
  private let exchange: UnsafeMutablePointer<SwitchExchange>
  private let nextOutput: AlignedFloats
  /// Those that the audio thread may still play, and those on their way to it.
  private var voices: [UnsafeMutablePointer<SwitchVoice>: Processor] = [:]

  /// - Parameters:
  ///   - model: what plays at first, from its rest state.
  ///   - maximumFrameCount: the longest block that `process` will be given, 1 or more, in frames.
  public init(model: Model, maximumFrameCount: Int) {
    self.model = model
    self.maximumFrameCount = maximumFrameCount
    crossfadeFrameCount = max(1, Int(Crossfade.duration * model.effectiveSampleRate))
    nextOutput = AlignedFloats(count: maximumFrameCount * model.outputChannelCount)
    exchange = .allocate(capacity: 1)
    exchange.initialize(to: SwitchExchange())
    let (voice, processor) = Self.makeVoice(model, maximumFrameCount)
    voices[voice] = processor
    player = .allocate(capacity: 1)
    player.initialize(
      to: SwitchPlayer(
        voice: voice, crossfade: Crossfade(length: crossfadeFrameCount), nextOutput: nextOutput.pointer,
        exchange: UnsafePointer(exchange)))
  }

  deinit {
    for voice in voices.keys { voice.deallocate() }
    player.deallocate()
    exchange.deinitialize(count: 1)
    exchange.deallocate()
  }

  /// Has another model played as soon as may be.
  ///
  /// A change that is under way is finished first, and its old model given back to ``reclaim()``. A model that
  /// waits for that gives its place to this one, and is never heard.
  ///
  /// Cost: makes a ``Processor``.
  ///
  /// - Precondition: the model has the channels and the rate of the first.
  public func prepare(_ model: Model) {
    precondition(
      model.inputChannelCount == self.model.inputChannelCount
        && model.outputChannelCount == self.model.outputChannelCount,
      "a stream keeps the number of its channels")
    precondition(
      model.effectiveSampleRate == self.model.effectiveSampleRate, "a stream keeps its sample rate")
    self.model = model
    reclaim()
    let (voice, processor) = Self.makeVoice(model, maximumFrameCount)
    voices[voice] = processor
    free(exchange.pointee.next.exchange(voice, ordering: .acquiringAndReleasing))
  }

  /// Frees the model that has been changed from. To be called now and then: the next change waits for it.
  ///
  /// - Returns: whether there was one, which is once after each change.
  @discardableResult
  public func reclaim() -> Bool { free(exchange.pointee.retired.exchange(nil, ordering: .acquiring)) }

  @discardableResult
  private func free(_ voice: UnsafeMutablePointer<SwitchVoice>?) -> Bool {
    guard let voice else { return false }
    voices[voice] = nil
    voice.deallocate()
    return true
  }

  private static func makeVoice(
    _ model: Model, _ maximumFrameCount: Int
  ) -> (UnsafeMutablePointer<SwitchVoice>, Processor) {
    let processor = Processor(model: model, maximumFrameCount: maximumFrameCount)
    let voice = UnsafeMutablePointer<SwitchVoice>.allocate(capacity: 1)
    voice.initialize(to: SwitchVoice(stream: processor.stream, memoryFrameCount: model.memoryFrameCount))
    return (voice, processor)
  }
}

/// One of the models of a switch: plain memory, kept alive by a ``Processor``.
struct SwitchVoice {
  let stream: Stream
  let memoryFrameCount: Int
}

/// What the two threads of a switch hand each other.
struct SwitchExchange: ~Copyable {
  /// The voice that is to play next; the audio thread takes it by an exchange.
  let next = Atomic<UnsafeMutablePointer<SwitchVoice>?>(nil)
  /// The voice that has played out. The audio thread takes no next one before this has been taken.
  let retired = Atomic<UnsafeMutablePointer<SwitchVoice>?>(nil)
}

/// All that the audio thread uses of a switch: plain memory.
struct SwitchPlayer {
  var voice: UnsafeMutablePointer<SwitchVoice>
  /// The one that it changes to.
  var nextVoice: UnsafeMutablePointer<SwitchVoice>?
  /// Frames until the next one begins to listen.
  var waitFrameCount = 0
  var crossfade: Crossfade
  /// Frames into the running block of convolvers that have played from the first frame on.
  var blockPosition = 0
  let nextOutput: UnsafeMutablePointer<Float>
  let exchange: UnsafePointer<SwitchExchange>
}
