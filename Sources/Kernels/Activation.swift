import CVector

/// tanh of `count` samples, with the operations of a step: for tests.
///
/// - Precondition: `count` is a multiple of ``laneCount``.
public func tanh(_ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, count: Int) {
  var index = 0
  while index < count {
    vector_store(tanh(vector_load(source + index)), target + index)
    index += vector_lanes
  }
}

/// The sigmoid of `count` samples, with the operations of a step: for tests.
///
/// - Precondition: `count` is a multiple of ``laneCount``.
public func sigmoid(_ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, count: Int) {
  var index = 0
  while index < count {
    let power = gatePower(vector_mul(vector_load(source + index), splat(-0.5 * Cell.tanhScale)))
    vector_store(vector_quotient(splat(1), power.onePlus), target + index)
    index += vector_lanes
  }
}
