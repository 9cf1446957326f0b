import Synchronization

// Thread: audio.

extension LatencyProbe {
  /// One block of one channel.
  @_noLocks @_noAllocation
  mutating func process(
    _ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, frameCount: Int
  ) {
    let isPlaying = !hasEnded
    for frame in 0..<frameCount {
      let index = position + frame - pauseFrameCount
      output[frame] = isPlaying && index >= 0 && index < signalFrameCount ? signal[index] : 0
      if index >= 0 && index < recordingFrameCount { recording[index] = input[frame] }
    }
    position += frameCount
  }

  /// The streams were started: once is how it begins, twice is once too often.
  @_noLocks @_noAllocation
  mutating func resume() { startCount += 1 }

  /// There is nothing more to wait for; silent from here on.
  var hasEnded: Bool {
    @_noLocks @_noAllocation get {
      hasRecorded || startCount > 1 || shared.controls.pointee.isStopping.load(ordering: .relaxed)
    }
  }

  var hasRecorded: Bool {
    @_noLocks @_noAllocation get { position >= pauseFrameCount + recordingFrameCount }
  }
}
