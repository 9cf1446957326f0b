import CALSA
import Synchronization

// Thread: audio.

extension DuplexLoop {
  /// Every whole period that is there: read, processed, written.
  @_noLocks @_noAllocation
  mutating func movePeriods() -> DuplexState {
    let wakeTime = headroom_pcm_now(playback.pcm.calls)
    noteWake(at: wakeTime)
    switch periodsAvailable() {
    case .failed(let failure): return .interrupted(failure)
    case .frames(let count): return movePeriods(count, since: wakeTime)
    }
  }

  @_noLocks @_noAllocation
  private mutating func movePeriods(_ count: Int, since wakeTime: UInt64) -> DuplexState {
    var movedCount = 0
    defer { if movedCount > 0, isFlowing { notePeriods(movedCount, since: wakeTime) } }
    moving: while movedCount < count {
      switch movePeriod() {
      case .failed(let failure): return .interrupted(failure)
      case .frames(0): break moving
      case .frames: movedCount += 1
      }
      if work.hasEnded, hasPlayedOut() { return .ended(.stopped) }
    }
    // Ready, but not for a whole period: a plugin that knows no better. Waiting again at once would spin.
    if movedCount == 0 { headroom_pcm_sleep(playback.pcm.calls, timing.periodTime / 8) }
    return .waiting
  }

  /// Whole periods that can be read and that there is room for.
  @_noLocks @_noAllocation
  private func periodsAvailable() -> PCMResult {
    var frames = Int.max
    if bridge == nil {
      switch capture.available() {
      case .failed(let failure): return .failed(failure)
      case .frames(let count): frames = count + readCount
      }
    }
    switch playback.available() {
    case .failed(let failure): return .failed(failure)
    case .frames(let count):
      // Beyond the periods that are wanted the device's buffer stays empty.
      let unused = playback.bufferFrameCount - timing.periodCount * timing.periodFrameCount
      frames = min(frames, count - unused)
    }
    return .frames(max(0, frames) / timing.periodFrameCount)
  }

  /// One period, or what a device that reads or writes less than it said it would leaves of it for the next time:
  /// no frames then.
  @_noLocks @_noAllocation
  private mutating func movePeriod() -> PCMResult {
    let period = timing.periodFrameCount
    if unwrittenCount == 0 {
      switch read() {
      case .failed(let failure): return .failed(failure)
      case .frames(0): return .frames(0)
      case .frames: break
      }
      work.process(buffers.input, buffers.output, frameCount: period)
      (readCount, unwrittenCount) = (0, period)
    }
    return write()
  }

  /// The whole period, or what there is of it.
  @_noLocks @_noAllocation
  private mutating func read() -> PCMResult {
    let period = timing.periodFrameCount
    if let bridge {
      return bridge.pointee.pull(into: buffers.input, frameCount: period, capture, playback)
    }
    while readCount < period {
      switch capture.read(into: buffers.input.from(readCount), count: period - readCount) {
      case .failed(let failure): return .failed(failure)
      case .frames(0): return .frames(0)
      case .frames(let count): readCount += count
      }
    }
    return .frames(period)
  }

  @_noLocks @_noAllocation
  private mutating func write() -> PCMResult {
    let period = timing.periodFrameCount
    while unwrittenCount > 0 {
      let source = buffers.output.from(period - unwrittenCount)
      switch playback.write(source, count: unwrittenCount) {
      case .failed(let failure): return .failed(failure)
      case .frames(0): return .frames(0)
      case .frames(let count): unwrittenCount -= count
      }
    }
    if isFlowing { failureCount = 0 }
    return .frames(period)
  }

  /// Of two cards playback may play on alone for a moment: that is not what counts.
  private var isFlowing: Bool {
    @_noLocks @_noAllocation get {
      guard let bridge else { return true }
      return bridge.pointee.isFlowing
    }
  }

  /// What was faded out has left the device when so many periods have followed it.
  @_noLocks @_noAllocation
  private mutating func hasPlayedOut() -> Bool {
    silentPeriodCount += 1
    return silentPeriodCount > timing.periodCount
  }

  @_noLocks @_noAllocation
  private mutating func noteWake(at time: UInt64) {
    if lastWakeTime > 0 {
      let late = Int(time - lastWakeTime) - Int(timing.periodTime)
      shared.statistics.pointee.longestWakeDelay.rise(to: late)
    }
    lastWakeTime = time
  }

  @_noLocks @_noAllocation
  private mutating func notePeriods(_ count: Int, since wakeTime: UInt64) {
    let now = headroom_pcm_now(playback.pcm.calls)
    let busy = Int(now - wakeTime)
    deadline = now + timing.longestWait
    // A burst after a start is no playing.
    if now - startTime >= timing.longestWait { vainWaitCount = 0 }
    shared.statistics.pointee.periodCount.grow(by: count)
    shared.statistics.pointee.frameCount.grow(by: count * timing.periodFrameCount)
    shared.statistics.pointee.busyTime.grow(by: busy)
    shared.statistics.pointee.longestBusyTime.rise(to: busy / count)
    periodsSinceDelay += count
    if periodsSinceDelay * timing.periodFrameCount * 10 >= timing.rate { noteDelay() }
  }

  /// Ten times a second: it is a system call.
  @_noLocks @_noAllocation
  private mutating func noteDelay() {
    periodsSinceDelay = 0
    var (input, output) = (0, 0)
    guard headroom_pcm_delay(capture.pcm, &input) >= 0 else { return }
    guard headroom_pcm_delay(playback.pcm, &output) >= 0 else { return }
    shared.statistics.pointee.captureDelay.store(input, ordering: .relaxed)
    shared.statistics.pointee.playbackDelay.store(output, ordering: .relaxed)
  }
}
