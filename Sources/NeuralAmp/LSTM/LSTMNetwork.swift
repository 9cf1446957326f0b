/// An LSTM ready to run: its shape and a pointer to its packed weights.
///
/// Plain memory without ownership, so that the audio thread can use it without counting
/// references; the ``Model`` owns what it points to.
struct LSTMNetwork {
  let configuration: LSTMConfiguration
  /// As ``LSTMReferenceKernel`` lays them out.
  let weights: UnsafePointer<Float>
}
