// Thread: audio.

extension UnmanagedStreamBank {
  /// What `StreamBank.process(inputs:outputs:frameCount:)` does.
  ///
  /// - Precondition: `frameCount` is 0 to ``maximumFrameCount``.
  @_noLocks @_noAllocation
  public func process(
    inputs: UnsafePointer<UnsafePointer<Float>?>, outputs: UnsafePointer<UnsafeMutablePointer<Float>?>,
    frameCount: Int
  ) {
    require(frameCount >= 0, "process: frameCount is negative")
    require(frameCount <= maximumFrameCount, "process: more frames than maximumFrameCount")
    for group in 0..<groupCount {
      let first = group * groupWidth
      let rest = streamLimit - first
      let blocks = BankGroup.Blocks(
        isJoined: isJoined + first, inputs: inputs + first, outputs: outputs + first,
        streamCount: rest < groupWidth ? rest : groupWidth)
      groups[group].process(blocks, frameCount: frameCount)
    }
  }
}
