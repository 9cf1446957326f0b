import Synchronization

/// The jobs of a batch, in their order: whoever is free takes the next.
///
/// Thread: any.
final class RenderQueue: Sendable {
  private struct State {
    /// The first job that nobody has taken.
    var next = 0
    /// Jobs that are taken and have not ended.
    var runningCount = 0
  }

  /// By job.
  private let models: [Int]
  private let threadCount: Int
  private let state = Mutex(State())

  /// - Parameter models: of each job.
  init(models: [Int], threadCount: Int) {
    self.models = models
    self.threadCount = threadCount
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
  func end() { state.withLock { $0.runningCount -= 1 } }

  /// How many jobs there are for each thread, those that run included.
  var share: Int {
    state.withLock {
      (models.count - $0.next + $0.runningCount + threadCount - 1) / threadCount
    }
  }

  private func take(_ state: inout State) -> Int? {
    guard state.next < models.count else { return nil }
    state.next += 1
    state.runningCount += 1
    return state.next - 1
  }
}
