/// One stream through a model: the model, shared, and a state of its own.
///
/// A processor that exists is prepared: `init` is its only allocation. Everything else that it does is
/// in `Processor+Realtime.swift` and belongs to the thread that processes.
///
/// A processor may move from thread to thread, but only one may use it at a time. That is why it is not
/// `Sendable`: hand it over as a `sending` value, or, to a callback that the audio thread alone calls, as
/// `nonisolated(unsafe) let`.
public final class Processor {
  public let model: Model
  /// The longest block that `process` takes, in frames.
  public let maximumFrameCount: Int

  let modelIdentity: ObjectIdentifier
  let stream: Stream
  let restState: UnsafePointer<Float>
  let storedState: UnsafePointer<Float>
  private let memory: StreamMemory

  /// A stream at the model's rest state.
  ///
  /// - Parameters:
  ///   - model: shared with any number of other processors.
  ///   - maximumFrameCount: the longest block that `process` will be given, 1 or more, in frames.
  public init(model: Model, maximumFrameCount: Int) {
    precondition(maximumFrameCount >= 1, "maximumFrameCount is 1 or more, not \(maximumFrameCount)")
    self.model = model
    self.maximumFrameCount = maximumFrameCount
    modelIdentity = ObjectIdentifier(model)
    memory = StreamMemory(model.network, stateCount: model.stateCount)
    stream = memory.stream
    restState = model.state(at: .rest)
    storedState = model.state(at: .stored)
    reset()
  }

  /// A second stream that goes on from where this one is. Allocates.
  public func copy() -> Processor {
    let copy = Processor(model: model, maximumFrameCount: maximumFrameCount)
    stream.copyState(to: copy.stream.state)
    return copy
  }
}
