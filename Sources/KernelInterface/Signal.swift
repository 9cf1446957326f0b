/// Neighbouring channels, and where a kernel finds their frames.
@frozen
public struct Signal: Sendable {
  @frozen
  public enum Memory: UInt8, Sendable {
    /// Of the workspace; nothing in them has to survive from tile to tile.
    case planes
    /// See ``Ring``.
    case line, ring
  }

  public let memory: Memory
  /// The first channel's beginning, in floats from the workspace's or the state's.
  public let offset: Int
  /// Of ``Program/state``, the float that says how many frames the current tile is from the beginning.
  public let position: Int
  @usableFromInline let storedStride: Int32
  @usableFromInline let storedFrameStride: Int32
  @usableFromInline let storedFrameCount: Int32

  /// Floats from channel to channel.
  @inlinable public var stride: Int {
    @_noLocks @_noAllocation get { Int(storedStride) }
  }

  /// Floats from frame to frame.
  @inlinable public var frameStride: Int {
    @_noLocks @_noAllocation get { Int(storedFrameStride) }
  }

  /// Of a ring: see ``Ring/frameCount``.
  @inlinable public var frameCount: Int {
    @_noLocks @_noAllocation get { Int(storedFrameCount) }
  }

  public init(
    _ memory: Memory, offset: Int, position: Int, stride: Int, frameStride: Int = 1, frameCount: Int = 0
  ) {
    self.memory = memory
    self.offset = offset
    self.position = position
    storedStride = Int32(stride)
    storedFrameStride = Int32(frameStride)
    storedFrameCount = Int32(frameCount)
  }
}
