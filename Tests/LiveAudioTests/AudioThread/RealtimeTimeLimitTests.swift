import Glibc
import Testing

@testable import LiveAudio

struct RealtimeTimeLimitTests {
  /// The kernel's own signal: 20 ms of computing without a pause.
  @Test(.enabled(if: Capability.sysNice.isEffective)) func anOverrunCostsThePriorityNotTheProcess() throws {
    RealtimeTimeLimit.catchOverruns()
    let limit = ResourceLimit.realTimeMicroseconds
    let before = limit.value
    #expect(limit.set(rlimit(rlim_cur: 20_000, rlim_max: before.rlim_max)))
    defer { _ = limit.set(before) }

    let isOrdinary = Report<Bool>()
    let mayEnd = Report<Bool>()
    let thread = try AudioThread {
      let giveUp = ContinuousClock.now + .seconds(1)
      while Scheduler.system.state(0).isRealTime, ContinuousClock.now < giveUp {}
      isOrdinary.value = !Scheduler.system.state(0).isRealTime
      while mayEnd.value == nil { usleep(1000) }
    }
    #expect(thread.priority == .fifo(70))
    while isOrdinary.value == nil { usleep(1000) }
    #expect(isOrdinary.value == true)
    #expect(!thread.isRealTime)
    mayEnd.value = true
    #expect(thread.join(within: .seconds(2)))
  }

  /// In a process of its own: the hard limit does not go up again.
  @Test func theHardLimitIsWhatRealtimeKitChecksAndTheSoftOneHalfOfIt() async {
    await #expect(processExitsWith: .success) {
      precondition(RealtimeTimeLimit.set(microseconds: 200_000))
      precondition(ResourceLimit.realTimeMicroseconds.value.rlim_max == 200_000)
      precondition(ResourceLimit.realTimeMicroseconds.value.rlim_cur == 100_000)
      precondition(RealtimeTimeLimit.set(microseconds: 300_000))
      precondition(ResourceLimit.realTimeMicroseconds.value.rlim_max == 200_000)
    }
  }
}
