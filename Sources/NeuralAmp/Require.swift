import CRealtime

/// Traps with one line on standard error when `condition` does not hold.
///
/// The `precondition` of real-time code: the standard library's builds a `String` for its
/// message, which counts references and so may not be used on the audio thread.
@_noLocks @_noAllocation @inline(__always)
package func require(_ condition: Bool, _ message: StaticString) {
  if condition { return }
  let text = UnsafeRawPointer(message.utf8Start).assumingMemoryBound(to: CChar.self)
  headroom_fail(text, UInt64(message.utf8CodeUnitCount))
}
