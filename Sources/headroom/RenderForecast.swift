/// How long the rest of a batch will take, learnt from what of it is done.
///
/// Jobs are of kinds, each with a speed of its own: a capture, and a rate that is resampled to the capture's or
/// not. What a kind costs is guessed until one of its jobs has been at work.
struct RenderForecast {
  struct Job {
    let kind: Int
    /// In any unit that is the same for all kinds: frames, times what one is guessed to cost.
    let work: Double
  }

  /// A job that is at work.
  struct Running {
    let job: Int
    /// That it is on, from 0; there may be several on one, side by side.
    let thread: Int
    /// How much of it is done, 0 to 1.
    let part: Double
    /// Seconds of the thread's time.
    let elapsed: Double
  }

  private struct Account {
    var work = 0.0
    var seconds = 0.0

    /// Seconds for a unit of work; `nil` while too little is done to tell.
    var cost: Double? { seconds > 0.05 && work > 0 ? seconds / work : nil }
  }

  private let jobs: [Job]
  private var accounts: [Account]

  init(_ jobs: [Job]) {
    self.jobs = jobs
    accounts = [Account](repeating: Account(), count: (jobs.map(\.kind).max() ?? -1) + 1)
  }

  /// - Parameter elapsed: seconds that a thread was at work on it.
  mutating func finish(_ job: Int, elapsed: Double) {
    accounts[jobs[job].kind].work += jobs[job].work
    accounts[jobs[job].kind].seconds += elapsed
  }

  /// - Parameters:
  ///   - next: the first job that nobody has begun; all after it are to come too.
  ///   - threadCount: how many threads there are.
  /// - Returns: seconds; `nil` while too little is done to tell.
  func secondsLeft(_ running: [Running], next: Int, threadCount: Int) -> Double? {
    var accounts = accounts
    for job in running {
      accounts[jobs[job.job].kind].work += jobs[job.job].work * job.part
      accounts[jobs[job.job].kind].seconds += job.elapsed
    }
    let all = accounts.reduce(into: Account()) {
      $0.work += $1.work
      $0.seconds += $1.seconds
    }
    guard let mean = all.cost else { return nil }
    let costs = accounts.map { $0.cost ?? mean }
    // Each thread's time until it is free.
    var threads = [Double](repeating: 0, count: threadCount)
    for job in running {
      threads[job.thread] += jobs[job.job].work * (1 - job.part) * costs[jobs[job.job].kind]
    }
    for job in jobs[min(next, jobs.count)...] {
      guard let first = threads.indices.min(by: { threads[$0] < threads[$1] }) else { break }
      threads[first] += job.work * costs[job.kind]
    }
    return threads.max()
  }
}
