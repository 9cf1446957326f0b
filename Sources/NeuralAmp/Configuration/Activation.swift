/// What a layer does to each of its sums.
public enum Activation: Sendable, Equatable {
  case tanh
  /// A rational function near tanh, off by up to 4.4e-4, that captures may have been trained with.
  case fastTanh
  /// To −1...1.
  case hardTanh
  case reLU
  /// x above zero, else `slope · x`.
  case leakyReLU(slope: Float)
  /// As ``leakyReLU(slope:)`` with a slope for each channel, over again where there are fewer than channels.
  case pReLU(slopes: [Float])
  case sigmoid
  /// x · sigmoid(x).
  case siLU
  /// x · clamp(x + 3, 0, 6) / 6.
  case hardSwish
  /// Within bounds x, beyond them a line of another slope from there.
  case leakyHardTanh(minimum: Float, maximum: Float, minimumSlope: Float, maximumSlope: Float)
  /// x / (1 + |x|).
  case softSign
}

extension Activation {
  func check(_ key: String) throws(ConfigurationProblem) {
    if self == .pReLU(slopes: []) {
      throw ConfigurationProblem("\(key).negative_slopes", expected: "one slope or more", found: "none")
    }
    if let number = parameters.first(where: { !$0.isFinite }) {
      throw ConfigurationProblem(key, expected: "finite parameters", found: "\(number)")
    }
  }

  private var parameters: [Float] {
    switch self {
    case .leakyReLU(let slope): [slope]
    case .pReLU(let slopes): slopes
    case .leakyHardTanh(let minimum, let maximum, let minimumSlope, let maximumSlope):
      [minimum, maximum, minimumSlope, maximumSlope]
    default: []
    }
  }
}
