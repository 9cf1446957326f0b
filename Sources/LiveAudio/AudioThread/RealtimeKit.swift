import Glibc

/// RealtimeKit, the system service that gives real-time priority to desktop users' threads, called through
/// `busctl`, so that nothing has to be linked for a call that is made once.
///
/// It grants a priority only to a process whose hard RLIMIT_RTTIME is no more than its RTTimeUSecMax (200 ms),
/// and no more than its MaxRealtimePriority (20).
struct RealtimeKit: Sendable {
  struct Refusal: Error, Equatable {
    /// Continues a sentence that begins with "RealtimeKit".
    let reason: String
  }

  /// The program, looked up on PATH, and what comes before busctl's own arguments.
  var command = ["busctl"]
  /// For each of two calls. busctl's own limit does not cover connecting.
  var deadline = Duration.milliseconds(1500)
  /// Sets RLIMIT_RTTIME in µs: whether that worked.
  var limitTime: @Sendable (Int) -> Bool = RealtimeTimeLimit.set

  private static let name = "org.freedesktop.RealtimeKit1"
  private static let object = [name, "/org/freedesktop/RealtimeKit1", name]

  /// Makes a thread of this process real time, and returns its priority: `wanted`, or the service's maximum.
  ///
  /// The time limit, which a process cannot raise again, is only set once the service has answered.
  func promote(_ thread: pid_t, to wanted: Int) throws(Refusal) -> Int {
    let limits = try limits()
    guard limitTime(limits.microseconds) else {
      throw Refusal(reason: "needs RLIMIT_RTTIME set, which failed")
    }
    let priority = min(wanted, limits.priority)
    _ = try call(
      ["--timeout=1", "call"],
      ["MakeThreadRealtimeWithPID", "ttu", "\(getpid())", "\(thread)", "\(priority)"])
    return priority
  }

  /// What the service grants; what it grants by default, where its answer is none.
  private func limits() throws(Refusal) -> (priority: Int, microseconds: Int) {
    let answer = try call(["get-property"], ["MaxRealtimePriority", "RTTimeUSecMax"])
    // A line for each: its type's letter and its value.
    let values = answer.split(separator: "\n").map { line in
      line.split(separator: " ").last.flatMap { Int($0) }
    }
    guard values.count == 2, let priority = values[0], let microseconds = values[1] else {
      return (20, 200_000)
    }
    return (priority, microseconds)
  }

  private func call(_ verb: [String], _ arguments: [String]) throws(Refusal) -> String {
    do {
      return try Command(command + ["--system"] + verb + Self.object + arguments).output(within: deadline)
    } catch {
      switch error {
      case .notStarted(let code):
        throw Refusal(reason: "needs \(command[0]): \(String(cString: strerror(code)))")
      case .failed: throw Refusal(reason: "is not there or refused")
      case .tookTooLong: throw Refusal(reason: "did not answer")
      }
    }
  }
}
