import Glibc

/// RLIMIT_RTTIME: how long a real-time thread may compute without waiting for anything. An amp that is too heavy
/// for the processor does just that, and at the hard limit the kernel kills the process. At the soft limit, half
/// of it, the thread gets SIGXCPU, and then its priority is taken away, not its life.
enum RealtimeTimeLimit {
  /// Limits this process, to `microseconds` or less, for good. Whether that worked.
  static func set(microseconds: Int) -> Bool {
    catchOverruns()
    var limit = ResourceLimit.realTimeMicroseconds.value
    limit.rlim_max = min(limit.rlim_max, rlim_t(microseconds))
    limit.rlim_cur = limit.rlim_max / 2
    return ResourceLimit.realTimeMicroseconds.set(limit)
  }

  /// From here on SIGXCPU puts the thread that gets it back to normal priority. The kernel sends it to the thread
  /// that overran, unless that one blocks it.
  static func catchOverruns() {
    signal(SIGXCPU) { _ in
      // In a handler: one system call, and errno as it was.
      let interrupted = errno
      var parameters = sched_param()
      // Only root may clear the flag.
      sched_setscheduler(0, SCHED_OTHER | Scheduler.resetOnFork, &parameters)
      errno = interrupted
    }
  }
}
