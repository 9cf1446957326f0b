/// Room for the state of one stream of a model, to save it into and to restore it from.
///
/// Allocates in `init` only. Thread: one at a time.
public final class StateSnapshot {
  /// The model whose streams it can hold.
  public let model: Model

  let modelIdentity: ObjectIdentifier
  let storage: UnsafeMutablePointer<Float>
  let state: AlignedFloats

  /// Holds the model's rest state at first.
  public convenience init(of model: Model) {
    self.init(of: model, state: model.state(at: .rest))
  }

  /// - Parameter start: `model.stateCount` floats.
  init(of model: Model, state start: UnsafePointer<Float>) {
    self.model = model
    modelIdentity = ObjectIdentifier(model)
    state = AlignedFloats(count: model.stateCount)
    state.copy(from: start)
    storage = state.pointer
  }

  /// Whether two snapshots hold the same bits.
  public func hasSameBits(as other: StateSnapshot) -> Bool {
    state.hasSameBits(as: other.state)
  }
}
