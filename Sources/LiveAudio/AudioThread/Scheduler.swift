import Glibc

/// The system calls behind ``RealtimePriority``, replaceable in tests.
struct Scheduler: Sendable {
  /// A thread's policy, without the flag that keeps it from children, and its real-time priority.
  struct State: Equatable, Sendable {
    let policy: Int32
    let priority: Int

    /// RealtimeKit gives SCHED_RR.
    var isRealTime: Bool { policy == SCHED_FIFO || policy == SCHED_RR }

    func isFIFO(_ priority: Int) -> Bool { policy == SCHED_FIFO && self.priority == priority }
  }

  /// RLIMIT_RTPRIO: the highest priority that the process may give itself; 0 for none.
  var priorityLimit: @Sendable () -> Int
  /// sched_setscheduler(2): 0, or errno.
  var setFIFO: @Sendable (pid_t, Int) -> Int32
  /// The priority that RealtimeKit gave, at most the one wanted.
  var askRealtimeKit: @Sendable (pid_t, Int) throws(RealtimeKit.Refusal) -> Int
  /// sched_getscheduler(2), sched_getparam(2).
  var state: @Sendable (pid_t) -> State

  static let system = Scheduler(
    priorityLimit: { Int(clamping: ResourceLimit.realTimePriority.raised()) },
    setFIFO: { thread, priority in
      var parameters = sched_param(sched_priority: Int32(priority))
      return sched_setscheduler(thread, SCHED_FIFO | resetOnFork, &parameters) == 0 ? 0 : errno
    },
    askRealtimeKit: { thread, priority throws(RealtimeKit.Refusal) in
      try RealtimeKit().promote(thread, to: priority)
    },
    state: { thread in
      var parameters = sched_param()
      sched_getparam(thread, &parameters)
      let policy = sched_getscheduler(thread) & ~resetOnFork
      return State(policy: policy, priority: Int(parameters.sched_priority))
    })

  /// SCHED_RESET_ON_FORK: children, and threads that it starts, are normal again.
  static let resetOnFork: Int32 = 0x4000_0000
}
