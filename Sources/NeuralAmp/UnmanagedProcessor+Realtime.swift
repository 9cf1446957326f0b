// Thread: audio.

extension UnmanagedProcessor {
  /// What `Processor.process(input:output:frameCount:)` does.
  ///
  /// - Precondition: `frameCount` is 0 to ``maximumFrameCount``.
  @_noLocks @_noAllocation
  public func process(input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, frameCount: Int) {
    require(frameCount >= 0, "process: frameCount is negative")
    require(frameCount <= maximumFrameCount, "process: more frames than maximumFrameCount")
    stream.process(input: input, output: output, frameCount: frameCount)
  }

  /// Puts the stream at the model's rest state. One memory copy.
  @_noLocks @_noAllocation
  public func reset() { stream.copyState(from: restState) }
}
