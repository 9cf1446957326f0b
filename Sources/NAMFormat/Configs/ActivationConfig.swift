import NeuralAmp

/// An activation: its name, or an object of its name, `type`, and its parameters.
enum ActivationConfig {
  static func parse(_ value: NAMValue) throws(NAMFileError.Problem) -> Activation {
    if case .string = value.value { return try parse(value, parameters: nil) }
    guard case .object = value.value else {
      throw value.unexpected("the name of an activation, or an object")
    }
    let object = try value.object()
    return try parse(object.required("type"), parameters: object)
  }

  private static func parse(
    _ name: NAMValue, parameters object: NAMObject?
  ) throws(NAMFileError.Problem) -> Activation {
    let text = try name.string()
    if let activation = plain[text] { return activation }
    let object =
      object ?? NAMObject(path: name.path, members: JSONObject(), remarks: name.remarks)
    switch text {
    case "LeakyReLU": return .leakyReLU(slope: try object.float("negative_slope", default: slope))
    case "PReLU": return try pReLU(object)
    case "LeakyHardtanh", "LeakyHardTanh": return try leakyHardTanh(object)
    default: throw name.unexpected("one of \(names)")
    }
  }

  /// Those without parameters that count: NeuralAmpModelerCore ignores the bounds of a Hardtanh.
  private static let plain: [String: Activation] = [
    "Tanh": .tanh, "Fasttanh": .fastTanh, "Hardtanh": .hardTanh, "ReLU": .reLU, "Sigmoid": .sigmoid,
    "SiLU": .siLU, "Hardswish": .hardSwish, "Softsign": .softSign,
  ]

  private static let names = (plain.keys + ["LeakyReLU", "PReLU", "LeakyHardtanh"]).sorted()
    .joined(separator: ", ")

  private static let slope: Float = 0.01

  /// `negative_slope` goes before `negative_slopes`.
  private static func pReLU(_ object: NAMObject) throws(NAMFileError.Problem) -> Activation {
    guard object.optional("negative_slope") == nil, let list = object.optional("negative_slopes") else {
      return .pReLU(slopes: [try object.float("negative_slope", default: slope)])
    }
    var slopes: [Float] = []
    for element in try list.elements(1...NetworkConfiguration.sizeLimit) {
      slopes.append(try element.float())
    }
    return .pReLU(slopes: slopes)
  }

  private static func leakyHardTanh(_ object: NAMObject) throws(NAMFileError.Problem) -> Activation {
    .leakyHardTanh(
      minimum: try object.float("min_val", default: -1), maximum: try object.float("max_val", default: 1),
      minimumSlope: try object.float("min_slope", default: slope),
      maximumSlope: try object.float("max_slope", default: slope))
  }
}
