/// Room for the state of one stream of a model, to save it into and to restore it from.
///
/// Allocates in `init` only. Thread: one at a time.
public final class StateSnapshot {
  /// The model whose streams it can hold.
  public let model: Model

  let modelIdentity: ObjectIdentifier
  let storage: UnsafeMutablePointer<Float>
  private let owner: AlignedFloats

  /// Holds the model's rest state at first.
  public init(of model: Model) {
    self.model = model
    modelIdentity = ObjectIdentifier(model)
    owner = AlignedFloats(count: model.stateCount)
    owner.copy(from: model.state(at: .rest))
    storage = owner.pointer
  }

  /// Whether two snapshots hold the same bits.
  public func hasSameBits(as other: StateSnapshot) -> Bool {
    owner.hasSameBits(as: other.owner)
  }
}
