import AudioFile

/// Gives finished files their names on threads of its own: that waits for the disk, and whoever renders need not.
///
/// Thread: any.
final class RenderCommitter: Sendable {
  private struct State {
    var waiting: [(index: Int, file: FinishedRender)] = []
    var isClosed = false
  }

  /// A journal takes several files at a time.
  static let threadCount = 8
  /// Files that may wait.
  private let limit: Int
  private let state = Monitor(State())
  private let commit: @Sendable (Int, FinishedRender) -> Void
  private let threads: [WorkerThread]

  /// - Parameters:
  ///   - limit: files that may wait.
  ///   - commit: is given a file and its number; called on any thread.
  init(limit: Int, _ commit: @escaping @Sendable (_ index: Int, _ file: FinishedRender) -> Void) {
    self.limit = limit
    self.commit = commit
    let state = state
    threads = (0..<Self.threadCount).compactMap { _ in
      try? WorkerThread {
        while let next = Self.next(state) { commit(next.index, next.file) }
      }
    }
  }

  /// Commits the file, now or soon.
  func add(_ index: Int, _ file: FinishedRender) {
    let isTaken = state.change { state in
      if threads.isEmpty || state.waiting.count >= limit { return false }
      state.waiting.append((index, file))
      return true
    }
    if !isTaken { commit(index, file) }
  }

  /// Waits until all files have their names; once, and nothing may be added afterwards.
  func finish() {
    state.change { $0.isClosed = true }
    for thread in threads { thread.join() }
  }

  /// Waits for one. `nil`: there will be no more.
  private static func next(_ state: Monitor<State>) -> (index: Int, file: FinishedRender)? {
    state.wait { state -> (index: Int, file: FinishedRender)?? in
      if !state.waiting.isEmpty { return state.waiting.removeFirst() }
      return state.isClosed ? .some(nil) : nil
    }
  }
}
