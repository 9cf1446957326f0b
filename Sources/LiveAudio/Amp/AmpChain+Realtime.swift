import Synchronization

// Thread: audio.

extension AmpChain {
  /// One block of one channel. `input` is as it was afterwards.
  @_noLocks @_noAllocation
  mutating func process(
    _ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, frameCount: Int
  ) {
    meterInput(input, frameCount: frameCount)
    recording.input?.push(input, frameCount: frameCount)
    follow()
    inputGain.scale(input, into: driven, frameCount: frameCount)
    playVoices(output, frameCount: frameCount)
    mix(input, into: output, frameCount: frameCount)
    level.scale(output, into: output, frameCount: frameCount)
    meterOutput(output, frameCount: frameCount)
    recording.output?.push(output, frameCount: frameCount)
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
    @_noLocks @_noAllocation get { isStopping && level.value == 0 && !level.isMoving }
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
    let settings = shared.controls.pointee.settings()
    inputGain.aim(at: settings.inputGain)
    wetness.aim(at: settings.wetness)
    level.aim(at: isStopping ? 0 : settings.level)
    retireVoice()
    takeNextVoice()
  }

  /// A crossfade that is over leaves the old voice to whoever frees it.
  @_noLocks @_noAllocation
  private mutating func retireVoice() {
    guard let next = nextVoice, crossfade.value == 1, !crossfade.isMoving else { return }
    shared.controls.pointee.retiredVoice.store(voice, ordering: .releasing)
    (voice, nextVoice) = (next, nil)
    crossfade.jump(to: 0)
  }

  @_noLocks @_noAllocation
  private mutating func takeNextVoice() {
    if nextVoice != nil { return }
    if shared.controls.pointee.retiredVoice.load(ordering: .relaxed) != nil { return }
    guard let next = shared.controls.pointee.nextVoice.exchange(nil, ordering: .acquiring) else { return }
    nextVoice = next
    crossfade.aim(at: 1)
  }

  @_noLocks @_noAllocation
  private mutating func playVoices(_ output: UnsafeMutablePointer<Float>, frameCount: Int) {
    voice.pointee.process(driven, output, frameCount: frameCount)
    guard let next = nextVoice else { return }
    next.pointee.process(driven, nextOutput, frameCount: frameCount)
    for frame in 0..<frameCount {
      let share = crossfade.next()
      output[frame] += (nextOutput[frame] - output[frame]) * share
    }
  }

  /// At rest it is all amp, or none of it, to the bit.
  @_noLocks @_noAllocation
  private mutating func mix(
    _ input: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>, frameCount: Int
  ) {
    if wetness.value == 1, !wetness.isMoving { return }
    for frame in 0..<frameCount {
      let dry = input[frame].isFinite ? input[frame] : 0
      let share = wetness.next()
      output[frame] = share == 0 ? dry : dry + (output[frame] - dry) * share
    }
  }

  @_noLocks @_noAllocation
  private func meterInput(_ input: UnsafePointer<Float>, frameCount: Int) {
    let meter = PeakMeter(input, frameCount: frameCount, fullScale: PeakMeter.largestInteger)
    shared.statistics.pointee.inputPeak.rise(to: meter.peakBits)
    if meter.clipCount > 0 { shared.statistics.pointee.inputClips.grow(by: meter.clipCount) }
  }

  @_noLocks @_noAllocation
  private func meterOutput(_ output: UnsafePointer<Float>, frameCount: Int) {
    let meter = PeakMeter(output, frameCount: frameCount, fullScale: 1)
    shared.statistics.pointee.outputPeak.rise(to: meter.peakBits)
    if meter.clipCount > 0 { shared.statistics.pointee.outputClips.grow(by: meter.clipCount) }
  }
}
