import AudioFile

/// Where threads that have run out of files find long ones to help with.
///
/// Thread: any.
final class ChunkBoard: Sendable {
  /// What the chunks of all files may hold together, in bytes.
  private static let byteLimit = 48_000_000

  private struct Place: Sendable {
    let id: Int
    let render: ChunkedRender
    var helperCount = 0
  }

  private struct State {
    var places: [Place] = []
    /// Threads that may still begin a file.
    var busyCount = 0
    /// Threads that help, or wait for somebody to help.
    var idleCount = 0

    func index(of id: Int) -> Int? { places.firstIndex { $0.id == id } }
  }

  private let state = Monitor(State())

  /// What each of the files may count on. A thread has one at a time, and none once it has helped: what was counted on
  /// before is never more than the same now.
  var share: ChunkedRender.Share {
    state.read { state in
      let openCount = state.places.count { !$0.render.isClosed }
      return ChunkedRender.Share(
        helperCount: (state.idleCount + openCount - 1) / max(1, openCount),
        byteCount: Self.byteLimit / max(1, state.busyCount))
    }
  }

  /// A thread is about to look for files.
  func enter() { state.change { $0.busyCount += 1 } }

  /// A thread has found no more files: it helps others until nobody has one.
  func help(_ body: (ChunkedRender) -> Void) {
    state.change {
      $0.busyCount -= 1
      $0.idleCount += 1
    }
    while let id = join() {
      help(id, body)
      leave(id)
    }
    state.change { $0.idleCount -= 1 }
  }

  /// - Parameter id: tells it from all others that are open.
  func open(_ render: ChunkedRender, id: Int) {
    state.change { $0.places.append(Place(id: id, render: render)) }
  }

  /// Waits until helpers have left it, with no reference to it.
  func close(_ id: Int) {
    state.change { state in
      if let index = state.index(of: id) { state.places[index].render.close() }
    }
    state.wait { state -> Void? in
      guard let index = state.index(of: id), state.places[index].helperCount == 0 else { return nil }
      state.places.remove(at: index)
      return ()
    }
  }

  /// A function of its own, at whose end its reference is gone.
  private func help(_ id: Int, _ body: (ChunkedRender) -> Void) {
    let render = state.read { state in state.index(of: id).map { state.places[$0].render } }
    if let render { body(render) }
  }

  private func leave(_ id: Int) {
    state.change { state in
      if let index = state.index(of: id) { state.places[index].helperCount -= 1 }
    }
  }

  /// To help where there are the fewest. Waits for one; `nil`: there will be no more.
  private func join() -> Int? {
    state.wait { state -> Int?? in
      let open = state.places.indices.filter { !state.places[$0].render.isClosed }
      if let index = open.min(by: { state.places[$0].helperCount < state.places[$1].helperCount }) {
        state.places[index].helperCount += 1
        return state.places[index].id
      }
      return state.busyCount == 0 ? .some(nil) : nil
    }
  }
}
