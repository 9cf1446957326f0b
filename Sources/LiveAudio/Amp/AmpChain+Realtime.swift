import NeuralAmp
import Synchronization

// Thread: audio.

extension AmpChain {
  /// One block. `input` is as it was afterwards.
  @_noLocks @_noAllocation
  mutating func process(_ input: PlanarFrames, _ output: PlanarFrames, frameCount: Int) {
    meterInput(input, frameCount: frameCount)
    record(input, in: recording.input, frameCount: frameCount)
    follow()
    inputGain.scale(input, into: driven, frameCount: frameCount)
    playVoices(output, frameCount: frameCount)
    mix(input, into: output, frameCount: frameCount)
    level.scale(output, into: output, frameCount: frameCount)
    meterOutput(output, frameCount: frameCount)
    record(output, in: recording.output, frameCount: frameCount)
  }

  /// Begins from silence: the sound was interrupted.
  @_noLocks @_noAllocation
  mutating func fadeIn() {
    isFadingOut = false
    // The very first block is what it is: there was no sound that could have been cut.
    if shared.statistics.pointee.frameCount.load(ordering: .relaxed) > 0 { level.jump(to: 0) }
  }

  /// Asked to stop, and silent from here on.
  var hasFadedOut: Bool {
    @_noLocks @_noAllocation get { isStopping && isSilent }
  }

  private var isSilent: Bool {
    @_noLocks @_noAllocation get { level.value == 0 && !level.isMoving }
  }

  private var isStopping: Bool {
    @_noLocks @_noAllocation get {
      if isFadingOut { return true }
      if shared.controls.pointee.isStopping.load(ordering: .relaxed) { return true }
      return shared.statistics.pointee.frameCount.load(ordering: .relaxed) >= frameLimit
    }
  }

  /// Takes up what has changed since the last block.
  @_noLocks @_noAllocation
  private mutating func follow() {
    retireVoice()
    takeNextVoice()
    let settings = shared.controls.pointee.settings()
    inputGain.aim(at: settings.inputGain)
    wetness.aim(at: settings.wetness)
    level.aim(at: isToBeSilent ? 0 : settings.level)
  }

  private var isToBeSilent: Bool {
    @_noLocks @_noAllocation get {
      if isStopping { return true }
      if silentFrameCount > 0 { return true }
      return nextVoice?.pointee.playsAlone ?? false
    }
  }

  /// A change that is over leaves the old voice to whoever frees it.
  @_noLocks @_noAllocation
  private mutating func retireVoice() {
    guard let next = nextVoice, isOver(changeTo: next) else { return }
    shared.controls.pointee.retiredVoice.store(voice, ordering: .releasing)
    (voice, nextVoice) = (next, nil)
    crossfade.end()
    if next.pointee.playsAlone { silentFrameCount = next.pointee.memoryFrameCount }
  }

  @_noLocks @_noAllocation
  private func isOver(changeTo next: UnsafeMutablePointer<VoiceStream>) -> Bool {
    if next.pointee.playsAlone { return isSilent }
    return crossfade.isOver
  }

  @_noLocks @_noAllocation
  private mutating func takeNextVoice() {
    if nextVoice != nil { return }
    if shared.controls.pointee.retiredVoice.load(ordering: .relaxed) != nil { return }
    guard let next = shared.controls.pointee.nextVoice.exchange(nil, ordering: .acquiring) else { return }
    nextVoice = next
    crossfade.begin(after: next.pointee.memoryFrameCount)
  }

  @_noLocks @_noAllocation
  private mutating func playVoices(_ output: PlanarFrames, frameCount: Int) {
    voice.pointee.process(driven, output, frameCount: frameCount)
    silentFrameCount = silentFrameCount > frameCount ? silentFrameCount - frameCount : 0
    guard let next = nextVoice, !next.pointee.playsAlone else { return }
    next.pointee.process(driven, nextOutput, frameCount: frameCount)
    crossfade.mix(nextOutput, into: output, frameCount: frameCount)
  }

  /// At rest it is all amp, or none of it, to the bit.
  @_noLocks @_noAllocation
  private mutating func mix(_ input: PlanarFrames, into output: PlanarFrames, frameCount: Int) {
    if wetness.value == 1, !wetness.isMoving { return }
    let beginning = wetness
    for index in 0..<channelCount {
      wetness = beginning
      mix(input.channel(index), into: output.channel(index), frameCount: frameCount)
    }
  }

  @_noLocks @_noAllocation
  private mutating func mix(
    _ input: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>, frameCount: Int
  ) {
    for frame in 0..<frameCount {
      let dry = input[frame].isFinite ? input[frame] : 0
      let share = wetness.next()
      output[frame] = share == 0 ? dry : dry + (output[frame] - dry) * share
    }
  }

  @_noLocks @_noAllocation
  private func record(_ frames: PlanarFrames, in ring: FrameRing.Producer?, frameCount: Int) {
    guard let ring else { return }
    if channelCount == 1 { return ring.push(frames.samples, frameCount: frameCount) }
    frames.interleave(into: interleaved, frameCount: frameCount)
    ring.push(interleaved, frameCount: frameCount)
  }

  @_noLocks @_noAllocation
  private func meterInput(_ input: PlanarFrames, frameCount: Int) {
    let meter = PeakMeter(input, frameCount: frameCount, fullScale: PeakMeter.largestInteger)
    shared.statistics.pointee.inputPeak.rise(to: meter.peakBits)
    if meter.clipCount > 0 { shared.statistics.pointee.inputClips.grow(by: meter.clipCount) }
  }

  @_noLocks @_noAllocation
  private func meterOutput(_ output: PlanarFrames, frameCount: Int) {
    let meter = PeakMeter(output, frameCount: frameCount, fullScale: 1)
    shared.statistics.pointee.outputPeak.rise(to: meter.peakBits)
    if meter.clipCount > 0 { shared.statistics.pointee.outputClips.grow(by: meter.clipCount) }
  }
}
