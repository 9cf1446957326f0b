import Synchronization

/// The jobs of a batch, in their order: whoever is free takes the next.
///
/// Thread: any.
final class RenderQueue: Sendable {
  private struct State {
    /// The first job that nobody has taken.
    var next = 0
    /// By model: jobs that have not ended.
    var leftCounts: [Int]
  }

  /// By job.
  private let models: [Int]
  private let threadCount: Int
  private let state: Mutex<State>

  /// - Parameter models: of each job.
  init(models: [Int], threadCount: Int) {
    self.models = models
    self.threadCount = threadCount
    var counts = [Int](repeating: 0, count: (models.max() ?? -1) + 1)
    for model in models { counts[model] += 1 }
    state = Mutex(State(leftCounts: counts))
  }

  /// The next job.
  func take() -> Int? {
    state.withLock { take(&$0) }
  }

  /// The next jobs as long as they are for a model, at most so many.
  func take(_ count: Int, for model: Int) -> [Int] {
    state.withLock { state in
      var jobs: [Int] = []
      while jobs.count < count, state.next < models.count, models[state.next] == model,
        let job = take(&state)
      {
        jobs.append(job)
      }
      return jobs
    }
  }

  /// A job has come to its end.
  func end(_ job: Int) { state.withLock { $0.leftCounts[models[job]] -= 1 } }

  /// How many of a model's jobs, those that run included, are one thread's: all of them where those of other models keep
  /// the other threads busy for longer, else as many as each other's.
  func share(of model: Int) -> Int {
    state.withLock { state in
      let own = state.leftCounts[model]
      let others = state.leftCounts.reduce(0, +) - own
      return Self.share(own: own, others: others, threadCount: threadCount)
    }
  }

  static func share(own: Int, others: Int, threadCount: Int) -> Int {
    others >= 2 * (threadCount - 1) * own ? own : (own + threadCount - 1) / threadCount
  }

  private func take(_ state: inout State) -> Int? {
    guard state.next < models.count else { return nil }
    state.next += 1
    return state.next - 1
  }
}
