/// From one stream to the next: the next one listens for a while, then the sound moves over to it on a curve
/// without a kink, both shares adding up to 1.
package struct Crossfade {
  /// Of any crossfade, in seconds: long enough to have no click, short enough to feel immediate.
  package static let duration = 0.02

  /// Frames that the next one is yet to listen for.
  private var silentFrameCount = 0
  private var share: Ramp

  /// - Parameter length: in frames, 1 or more.
  package init(length: Int) { share = Ramp(0, length: length) }
}

extension Crossfade {
  // Thread: audio.

  /// - Parameter frameCount: that the next one listens for, before it is heard.
  @_noLocks @_noAllocation
  package mutating func begin(after frameCount: Int) {
    silentFrameCount = frameCount
    share.aim(at: 1)
  }

  /// Nothing is heard of the old one any more.
  package var isOver: Bool {
    @_noLocks @_noAllocation get {
      if share.isMoving { return false }
      return share.value == 1
    }
  }

  /// Back to where it can begin again.
  @_noLocks @_noAllocation
  package mutating func end() { share.jump(to: 0) }

  /// Mixes a block. When it is over it is all the next one, to the bit.
  ///
  /// - Parameters:
  ///   - next: interleaved frames of the next one.
  ///   - output: interleaved frames of the old one, and afterwards the mix.
  @_noLocks @_noAllocation
  package mutating func mix(
    _ next: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>, frameCount: Int, channelCount: Int
  ) {
    let silent = silentFrameCount < frameCount ? silentFrameCount : frameCount
    silentFrameCount -= silent
    for frame in silent..<frameCount {
      let share = share.next()
      for sample in frame * channelCount..<(frame + 1) * channelCount {
        let old = output[sample]
        output[sample] = share == 1 ? next[sample] : old + (next[sample] - old) * share
      }
    }
  }
}
