import CRealtime
import KernelInterface

// Thread: audio.

/// Activations in float64, by their definitions.
enum ReferenceActivation {
  /// - Parameter parameters: see `Activating.parameters`.
  @_noLocks @_noAllocation
  static func value(
    _ function: Activating.Function, _ x: Double, _ parameters: UnsafePointer<Float>, _ channel: Int
  ) -> Double {
    switch function {
    case .tanh: 2 * sigmoid(2 * x) - 1
    case .fastTanh: fastTanh(x)
    case .hardTanh: clamp(x, -1, 1)
    case .reLU: x > 0 ? x : 0
    case .leakyReLU: x > 0 ? x : Double(parameters[channel]) * x
    case .sigmoid: sigmoid(x)
    case .siLU: x * sigmoid(x)
    case .hardSwish: x * clamp(x + 3, 0, 6) / 6
    case .leakyHardTanh: leakyHardTanh(x, parameters)
    case .softSign: x / (1 + x.magnitude)
    }
  }

  @_noLocks @_noAllocation
  private static func sigmoid(_ x: Double) -> Double { 1 / (1 + headroom_exp(-x)) }

  @_noLocks @_noAllocation
  private static func clamp(_ x: Double, _ low: Double, _ high: Double) -> Double {
    x < low ? low : x > high ? high : x
  }

  @_noLocks @_noAllocation
  private static func fastTanh(_ x: Double) -> Double {
    let magnitude = x.magnitude
    let square = x * x
    let high = 0.893229853513558 + 0.821226666969744 * magnitude
    let numerator = x * (2.45550750702956 + 2.45550750702956 * magnitude + high * square)
    let bent = (x + 0.814642734961073 * x * magnitude).magnitude
    return numerator / (2.44506634652299 + (2.44506634652299 + square) * bent)
  }

  @_noLocks @_noAllocation
  private static func leakyHardTanh(_ x: Double, _ parameters: UnsafePointer<Float>) -> Double {
    let (minimum, maximum) = (Double(parameters[0]), Double(parameters[1]))
    if x < minimum { return (x - minimum) * Double(parameters[2]) + minimum }
    return x > maximum ? (x - maximum) * Double(parameters[3]) + maximum : x
  }
}
