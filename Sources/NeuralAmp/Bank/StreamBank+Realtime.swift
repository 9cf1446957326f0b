// Thread: audio. No function here locks, allocates or waits.

extension StreamBank {
  /// Whether a stream of this number has joined.
  @_noLocks @_noAllocation
  public func contains(_ stream: Int) -> Bool {
    if stream < 0 { return false }
    if stream >= streamLimit { return false }
    return unmanaged.isJoined[stream]
  }

  /// A new stream. Returns its number, or `nil` where there are ``streamLimit`` already.
  @_noLocks @_noAllocation
  public func join(from start: Model.Start = .rest) -> Int? {
    for stream in 0..<streamLimit {
      if unmanaged.isJoined[stream] { continue }
      unmanaged.isJoined[stream] = true
      reset(stream, to: start)
      return stream
    }
    return nil
  }

  /// A new stream that goes on from where another is. Returns its number, or `nil` where there are ``streamLimit``
  /// already.
  @_noLocks @_noAllocation
  public func copy(_ stream: Int) -> Int? {
    requireJoined(stream)
    guard let copy = join() else { return nil }
    let scratch = scratchState(of: copy)
    write(stream, to: scratch)
    read(scratch, into: copy)
    return copy
  }

  /// Takes a stream out. Its number is free.
  @_noLocks @_noAllocation
  public func leave(_ stream: Int) {
    requireJoined(stream)
    unmanaged.isJoined[stream] = false
  }

  /// Puts a stream where it started.
  @_noLocks @_noAllocation
  public func reset(_ stream: Int, to start: Model.Start = .rest) {
    requireJoined(stream)
    switch start {
    case .rest: read(restState, into: stream)
    case .stored: read(storedState, into: stream)
    }
  }

  /// Writes a stream's state into `snapshot`, which a ``Processor`` of the model can go on from too.
  ///
  /// - Precondition: `snapshot` was made for this model.
  @_noLocks @_noAllocation
  public func save(_ stream: Int, into snapshot: StateSnapshot) {
    requireJoined(stream)
    require(snapshot.modelIdentity == modelIdentity, "save: the snapshot is of another model")
    write(stream, to: snapshot.storage)
  }

  /// Puts a stream where another was when `snapshot` was saved.
  ///
  /// - Precondition: `snapshot` was made for this model.
  @_noLocks @_noAllocation
  public func restore(_ snapshot: StateSnapshot, to stream: Int) {
    requireJoined(stream)
    require(snapshot.modelIdentity == modelIdentity, "restore: the snapshot is of another model")
    read(snapshot.storage, into: stream)
  }

  /// Processes `frameCount` frames of every stream that has joined.
  ///
  /// As ``Processor/process(input:output:frameCount:)``, stream by stream. Cost: with AVX-512 and
  /// all lanes full, of an LSTM of 8 units a third of what streams one after the other cost, of 16 units three fifths,
  /// of two layers of 16 three quarters.
  ///
  /// - Parameters:
  ///   - inputs: for each number below ``streamLimit``, where a stream of it has joined, interleaved frames.
  ///   - outputs: the same for the outputs; each may be its stream's input where the model puts out no more
  ///     channels than it takes in.
  ///   - frameCount: 0 to ``maximumFrameCount``.
  @_noLocks @_noAllocation
  public func process(
    inputs: UnsafePointer<UnsafePointer<Float>?>, outputs: UnsafePointer<UnsafeMutablePointer<Float>?>,
    frameCount: Int
  ) {
    unmanaged.process(inputs: inputs, outputs: outputs, frameCount: frameCount)
  }

  // MARK: State, as a stream by itself has it

  @_noLocks @_noAllocation
  private func requireJoined(_ stream: Int) {
    require(contains(stream), "a stream of this number has not joined")
  }

  @_noLocks @_noAllocation
  private func group(of stream: Int) -> BankGroup { unmanaged.groups[stream / unmanaged.groupWidth] }

  @_noLocks @_noAllocation
  private func read(_ state: UnsafePointer<Float>, into stream: Int) {
    let group = group(of: stream)
    if let lanes = group.lanes {
      lanes.pointee.load(state, lane: stream % unmanaged.groupWidth)
    } else {
      group.stream.copyState(from: state)
    }
  }

  @_noLocks @_noAllocation
  private func write(_ stream: Int, to state: UnsafeMutablePointer<Float>) {
    let group = group(of: stream)
    if let lanes = group.lanes {
      lanes.pointee.store(lane: stream % unmanaged.groupWidth, to: state)
    } else {
      group.stream.copyState(to: state)
    }
  }

  /// Where the state of a stream in lanes can be for a moment; of one by itself, where it is.
  @_noLocks @_noAllocation
  private func scratchState(of stream: Int) -> UnsafeMutablePointer<Float> {
    group(of: stream).stream.state
  }
}
