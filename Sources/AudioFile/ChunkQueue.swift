/// Parts of a file that threads process as they are free: the owner, who reads and writes, and helpers.
///
/// Thread: any.
final class ChunkQueue<Chunk: AnyObject & Sendable>: Sendable {
  private struct State {
    /// That nobody has claimed yet, in order.
    var open: [Chunk] = []
    var done: Set<ObjectIdentifier> = []
    /// Whether there will be no more.
    var isClosed = false
  }

  private let state = Monitor(State())

  var isClosed: Bool { state.read(\.isClosed) }

  func add(_ chunk: Chunk) { state.change { $0.open.append(chunk) } }

  /// Whoever has claimed one has it for himself until it is done.
  func claim() -> Chunk? {
    state.change { $0.open.isEmpty ? nil : $0.open.removeFirst() }
  }

  /// Waits for one. `nil`: there will be no more.
  func claimNext() -> Chunk? {
    state.wait { state -> Chunk?? in
      if state.isClosed { return .some(nil) }
      return state.open.isEmpty ? nil : state.open.removeFirst()
    }
  }

  func complete(_ chunk: Chunk) {
    state.change { _ = $0.done.insert(ObjectIdentifier(chunk)) }
  }

  func waitUntilDone(_ chunk: Chunk) {
    state.wait { $0.done.contains(ObjectIdentifier(chunk)) ? () : nil }
  }

  /// Whether a chunk is done; it is forgotten if so.
  func takeDone(_ chunk: Chunk) -> Bool {
    state.change { $0.done.remove(ObjectIdentifier(chunk)) != nil }
  }

  func close() { state.change { $0.isClosed = true } }
}
