import Synchronization

// Thread: audio, the only one that adds.

extension Atomic<Int> {
  /// Only one thread adds, so that nothing has to be locked.
  @_noLocks @_noAllocation @inline(__always)
  func grow(by amount: Int) { store(load(ordering: .relaxed) &+ amount, ordering: .relaxed) }

  /// Where another thread puts it back to 0 at the same moment, it may be late by one value.
  @_noLocks @_noAllocation @inline(__always)
  func rise(to value: Int) { if value > load(ordering: .relaxed) { store(value, ordering: .relaxed) } }
}
