import Synchronization

// Thread: audio. Everything here is free of locks and allocation, as the attributes make the compiler check
// all the way down, and of loops that wait.

extension FrameRing.Producer {
  /// Stores a block, or drops it whole where there is no room. One or two memory copies.
  ///
  /// - Parameters:
  ///   - frames: interleaved frames of ``channelCount`` samples.
  ///   - frameCount: 0 or more.
  @_noLocks @_noAllocation
  public func push(_ frames: UnsafePointer<Float>, frameCount: Int) {
    let stored = counters.pointee.storedCount.load(ordering: .relaxed)
    let taken = counters.pointee.takenCount.load(ordering: .acquiring)
    guard capacity - (stored - taken) >= frameCount, noteGap(before: stored) else {
      return drop(frameCount)
    }
    copy(frames, frameCount, to: stored % capacity)
    counters.pointee.storedCount.store(stored + frameCount, ordering: .releasing)
  }

  @_noLocks @_noAllocation
  private func drop(_ frameCount: Int) {
    let dropped = counters.pointee.droppedCount.load(ordering: .relaxed)
    counters.pointee.droppedCount.store(dropped + frameCount, ordering: .releasing)
  }

  /// Tells the reader what was dropped since the last stored frame, if anything. Returns false where it has
  /// not passed the notes before yet: then the gap goes on.
  @_noLocks @_noAllocation
  private func noteGap(before stored: Int) -> Bool {
    let dropped = counters.pointee.droppedCount.load(ordering: .relaxed)
    if dropped == counters.pointee.notedCount.load(ordering: .relaxed) { return true }
    let count = counters.pointee.noteCount.load(ordering: .relaxed)
    let passed = counters.pointee.passedNoteCount.load(ordering: .acquiring)
    guard count - passed < noteCapacity else { return false }
    notes[count % noteCapacity].storedCount = stored
    notes[count % noteCapacity].droppedCount = dropped
    counters.pointee.noteCount.store(count + 1, ordering: .releasing)
    counters.pointee.notedCount.store(dropped, ordering: .relaxed)
    return true
  }

  @_noLocks @_noAllocation
  private func copy(_ frames: UnsafePointer<Float>, _ frameCount: Int, to start: Int) {
    let beforeWrap = min(frameCount, capacity - start) * channelCount
    let afterWrap = frameCount * channelCount - beforeWrap
    copy(frames, beforeWrap, to: samples + start * channelCount)
    copy(frames + beforeWrap, afterWrap, to: samples)
  }

  @_noLocks @_noAllocation
  private func copy(_ source: UnsafePointer<Float>, _ count: Int, to target: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(target).copyMemory(from: source, byteCount: count * MemoryLayout<Float>.stride)
  }
}
