// Thread: audio.

extension VoiceStream {
  /// One block at the device's rate.
  @_noLocks @_noAllocation
  func process(_ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, frameCount: Int) {
    guard let bridge, let atModelRate else {
      processor.process(input: input, output: output, frameCount: frameCount)
      return
    }
    let count = bridge.toModel(input, count: frameCount, into: atModelRate)
    processor.process(input: atModelRate, output: atModelRate, frameCount: count)
    bridge.fromModel(atModelRate, count: count, into: output, count: frameCount)
  }
}
