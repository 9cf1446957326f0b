import NeuralAmp
import Synchronization

/// What happens to the sound between the two directions of a device, in each channel the same:
///
///     input ──┬── gain ── voice ──┬── level ── output
///             └──── bypass ───────┘
///
/// Meters, recordings and the change from one voice to the next are here too. All that the audio thread uses of
/// it is plain memory; an ``AmpChainMemory`` owns it. What it does is in `AmpChain+Realtime.swift`.
struct AmpChain {
  var voice: UnsafeMutablePointer<VoiceStream>
  /// The one that it changes to: beside it where there is time for both, else in silence.
  var nextVoice: UnsafeMutablePointer<VoiceStream>?
  var inputGain: Ramp
  /// 1 through the amp, 0 past it.
  var wetness: Ramp
  /// Output gain, mute and fades.
  var level: Ramp
  var crossfade: Crossfade
  /// Frames that a voice which came in silence is yet to listen for, before it is heard.
  var silentFrameCount = 0

  /// What is played next is its end.
  var isFadingOut = false

  let channelCount: Int
  /// A block each: what goes into the amp, and what comes out of the next voice.
  let driven: PlanarFrames
  let nextOutput: PlanarFrames
  /// A block on its way to a recording, `[frames][channelCount]`.
  let interleaved: UnsafeMutablePointer<Float>

  let shared: LiveShared
  /// Set before the audio thread begins.
  var recording = RecordingTaps()
  /// When so many frames have been processed, it stops as if it had been asked to.
  let frameLimit: Int
}

/// Where recordings are taken off.
struct RecordingTaps {
  /// What comes in, before everything else.
  var input: FrameRing.Producer?
  /// What is played.
  var output: FrameRing.Producer?
}

final class AmpChainMemory {
  let chain: UnsafeMutablePointer<AmpChain>

  /// - Parameters:
  ///   - timing: the device's; a block is a period at most.
  ///   - duration: until it stops by itself, in seconds; `nil`: never.
  init(
    _ voice: Voice, _ timing: DuplexTiming, duration: Double?, shared: LiveShared
  ) {
    let (rate, period) = (Double(timing.rate), timing.periodFrameCount)
    let channelCount = voice.channelCount
    let interleaved = UnsafeMutablePointer<Float>.allocate(capacity: channelCount * period)
    interleaved.initialize(repeating: 0, count: channelCount * period)
    let length = max(1, Int(Crossfade.duration * rate))
    let limit = duration.map { Int(($0 * rate).rounded()) } ?? Int.max
    let settings = shared.controls.pointee.settings()
    chain = .allocate(capacity: 1)
    chain.initialize(
      to: AmpChain(
        voice: voice.stream, inputGain: Ramp(settings.inputGain, length: length),
        wetness: Ramp(settings.wetness, length: length), level: Ramp(settings.level, length: length),
        crossfade: Crossfade(length: length), channelCount: channelCount,
        driven: .allocate(channelCount: channelCount, capacity: period),
        nextOutput: .allocate(channelCount: channelCount, capacity: period), interleaved: interleaved,
        shared: shared, frameLimit: limit))
  }

  deinit {
    chain.pointee.driven.deallocate()
    chain.pointee.nextOutput.deallocate()
    chain.pointee.interleaved.deallocate()
    chain.deallocate()
  }
}
