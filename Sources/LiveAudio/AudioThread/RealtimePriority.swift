import Glibc

/// How the kernel schedules the audio thread, and how it came to that.
public enum RealtimePriority: Equatable, Sendable {
  /// SCHED_FIFO at this priority, by the process's own right: as root, or by RLIMIT_RTPRIO.
  case fifo(Int)
  /// Real time at this priority, granted by RealtimeKit. A thread that then computes for 100 ms without ever
  /// waiting goes back to normal priority.
  case rtkit(Int)
  /// As any other thread, and why.
  case normal(reason: String)

  /// Above what else runs in real time on a desktop, below the kernel's own threads at 99. On a kernel with
  /// threaded interrupts the sound card's, at 50 by default, belongs above it.
  public static let usual = 70

  /// Gets the best there is for a thread of this process, and checks with the kernel that it is so: SCHED_FIFO
  /// at `wanted`; at the limit, where that is lower; RealtimeKit, at the most that it grants; normal.
  ///
  /// Thread: not the audio thread. Takes up to 3 s where RealtimeKit does not answer.
  ///
  /// - Parameter wanted: 1 to 99.
  public static func acquire(for thread: pid_t, wanted: Int = usual) -> RealtimePriority {
    acquire(for: thread, wanted: wanted, from: .system)
  }

  static func acquire(for thread: pid_t, wanted: Int, from scheduler: Scheduler) -> RealtimePriority {
    precondition((1...99).contains(wanted), "a real-time priority is 1 to 99")
    var refusals: [String] = []
    let limit = scheduler.priorityLimit()
    for priority in limit > 0 && limit < wanted ? [wanted, limit] : [wanted] {
      let error = scheduler.setFIFO(thread, priority)
      if error == 0, scheduler.state(thread).isFIFO(priority) { return .fifo(priority) }
      refusals = ["SCHED_FIFO: \(error == 0 ? "without effect" : String(cString: strerror(error)))"]
    }
    do {
      let granted = try scheduler.askRealtimeKit(thread, wanted)
      if scheduler.state(thread).isRealTime { return .rtkit(granted) }
      refusals.append("RealtimeKit: without effect")
    } catch {
      refusals.append("RealtimeKit \(error.reason)")
    }
    return .normal(reason: refusals.joined(separator: "; "))
  }
}
