/// A number that moves to where it is told without a kink: each move is a curve whose slope and bend begin and
/// end at zero, so that what it scales has no click.
///
/// A move once begun is finished; then the newest target is next.
package struct Ramp {
  package private(set) var value: Float
  private var start: Float
  private var target: Float
  private var position = 0
  private let length: Int

  /// - Parameter length: of a move, in frames, 1 or more.
  package init(_ value: Float, length: Int) {
    precondition(length >= 1, "a ramp is at least a frame long")
    self.value = value
    start = value
    target = value
    self.length = length
  }
}

extension Ramp {
  // Thread: audio.

  package var isMoving: Bool {
    @_noLocks @_noAllocation get { position > 0 }
  }

  /// Starts a move, unless one is under way.
  @_noLocks @_noAllocation
  package mutating func aim(at newTarget: Float) {
    if position > 0 || newTarget == value { return }
    (start, target, position) = (value, newTarget, 1)
  }

  /// Is there at once.
  @_noLocks @_noAllocation
  package mutating func jump(to newValue: Float) {
    (value, start, target, position) = (newValue, newValue, newValue, 0)
  }

  /// The value for the next frame.
  @_noLocks @_noAllocation
  package mutating func next() -> Float {
    if position == 0 { return value }
    if position == length {
      jump(to: target)
      return value
    }
    let t = Float(position) / Float(length)
    value = start + (target - start) * (t * t * t * (10 + t * (6 * t - 15)))
    position += 1
    return value
  }

  /// Scales a block, which may stay where it is. At rest at 1 it leaves every bit as it is.
  @_noLocks @_noAllocation
  package mutating func scale(
    _ source: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>, frameCount: Int
  ) {
    if position == 0, value == 1 {
      UnsafeMutableRawPointer(target).copyMemory(
        from: source, byteCount: frameCount * MemoryLayout<Float>.stride)
      return
    }
    for frame in 0..<frameCount { target[frame] = source[frame] * next() }
  }
}
