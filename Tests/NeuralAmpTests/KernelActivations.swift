import KernelsBaseline
import NeuralAmp

#if HEADROOM_VECTOR_KERNELS
  import KernelsAVX2
  import KernelsAVX512
#endif

/// tanh and sigmoid as a vector kernel computes them.
struct KernelActivations: CustomStringConvertible, Sendable {
  /// From, to, count: a multiple of 16 is one of every kernel's lanes.
  typealias Function = @Sendable (UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int) -> Void

  let kernel: Kernel
  let tanh: Function
  let sigmoid: Function

  var description: String { kernel.title }

  static let available = all.filter(\.kernel.isAvailable)

  #if HEADROOM_VECTOR_KERNELS
    private static let all = [
      baseline,
      KernelActivations(
        kernel: .avx2,
        tanh: { KernelsAVX2.tanh($0, to: $1, count: $2) },
        sigmoid: { KernelsAVX2.sigmoid($0, to: $1, count: $2) }),
      KernelActivations(
        kernel: .avx512,
        tanh: { KernelsAVX512.tanh($0, to: $1, count: $2) },
        sigmoid: { KernelsAVX512.sigmoid($0, to: $1, count: $2) }),
    ]
  #else
    private static let all = [baseline]
  #endif

  private static let baseline = KernelActivations(
    kernel: .baseline,
    tanh: { KernelsBaseline.tanh($0, to: $1, count: $2) },
    sigmoid: { KernelsBaseline.sigmoid($0, to: $1, count: $2) })

  func tanh(of values: [Float]) -> [Float] { apply(tanh, to: values) }
  func sigmoid(of values: [Float]) -> [Float] { apply(sigmoid, to: values) }

  private func apply(_ function: Function, to values: [Float]) -> [Float] {
    let count = (values.count + 15) / 16 * 16
    let padded = values + [Float](repeating: 0, count: count - values.count)
    var results = [Float](repeating: .nan, count: count)
    function(padded, &results, count)
    return Array(results.prefix(values.count))
  }
}
