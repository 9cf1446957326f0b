/// Where a stream is, kept as integers in the first floats of its state.
@frozen
public struct ConvolverPosition {
  @usableFromInline let words: UnsafeMutablePointer<Float>

  @_noLocks @_noAllocation @inlinable
  public init(state: UnsafeMutablePointer<Float>) { words = state }

  /// Frames into the running block.
  public var frame: Int {
    @_noLocks @_noAllocation @inlinable
    get { Int(words[0].bitPattern) }
    @_noLocks @_noAllocation @inlinable
    nonmutating set { words[0] = Float(bitPattern: UInt32(truncatingIfNeeded: newValue)) }
  }

  /// Of the ring, the spectrum that meets the first partition: the oldest.
  public var oldest: Int {
    @_noLocks @_noAllocation @inlinable
    get { Int(words[1].bitPattern) }
    @_noLocks @_noAllocation @inlinable
    nonmutating set { words[1] = Float(bitPattern: UInt32(truncatingIfNeeded: newValue)) }
  }
}
