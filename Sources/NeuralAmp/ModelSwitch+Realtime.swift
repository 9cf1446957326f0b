import KernelInterface
import Synchronization

// Thread: audio.

extension ModelSwitch {
  /// Processes `frameCount` frames, as `Processor.process(input:output:frameCount:)` does, by the model that plays,
  /// by two of them during a change.
  ///
  /// A change begins with a block. Whatever blocks follow, the bits are the same.
  ///
  /// - Precondition: `frameCount` is 0 to ``maximumFrameCount``.
  @_noLocks @_noAllocation
  public func process(input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, frameCount: Int) {
    require(frameCount >= 0, "process: frameCount is negative")
    require(frameCount <= maximumFrameCount, "process: more frames than maximumFrameCount")
    player.pointee.process(input, output, frameCount: frameCount)
  }
}

extension SwitchPlayer {
  @_noLocks @_noAllocation
  mutating func process(
    _ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, frameCount: Int
  ) {
    retireVoice()
    takeNextVoice()
    // First: the output may be where the input is.
    playNextVoice(input, frameCount: frameCount)
    voice.pointee.stream.process(input: input, output: output, frameCount: frameCount)
    mix(into: output, frameCount: frameCount)
    blockPosition = (blockPosition + frameCount) % ConvolverLayout.blockFrameCount
  }

  /// A change that is over leaves the old voice to whoever frees it.
  @_noLocks @_noAllocation
  private mutating func retireVoice() {
    guard let next = nextVoice, crossfade.isOver else { return }
    exchange.pointee.retired.store(voice, ordering: .releasing)
    (voice, nextVoice) = (next, nil)
    crossfade.end()
  }

  /// It begins where a convolver that has played from the first frame on begins a block: so their sums are cut
  /// at the same frames.
  @_noLocks @_noAllocation
  private mutating func takeNextVoice() {
    if nextVoice != nil { return }
    if exchange.pointee.retired.load(ordering: .relaxed) != nil { return }
    guard let next = exchange.pointee.next.exchange(nil, ordering: .acquiring) else { return }
    nextVoice = next
    waitFrameCount = blockPosition == 0 ? 0 : ConvolverLayout.blockFrameCount - blockPosition
    crossfade.begin(after: waitFrameCount + next.pointee.memoryFrameCount)
  }

  @_noLocks @_noAllocation
  private mutating func playNextVoice(_ input: UnsafePointer<Float>, frameCount: Int) {
    guard let next = nextVoice else { return }
    let waiting = waitFrameCount < frameCount ? waitFrameCount : frameCount
    waitFrameCount -= waiting
    let stream = next.pointee.stream
    stream.process(
      input: input + waiting * stream.inputChannelCount,
      output: nextOutput + waiting * stream.outputChannelCount, frameCount: frameCount - waiting)
  }

  @_noLocks @_noAllocation
  private mutating func mix(into output: UnsafeMutablePointer<Float>, frameCount: Int) {
    if nextVoice == nil { return }
    crossfade.mix(
      nextOutput, into: output, frameCount: frameCount,
      channelCount: voice.pointee.stream.outputChannelCount)
  }
}
