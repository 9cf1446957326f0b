import NeuralAmp

/// The layers of an array. What is given once goes for all of them.
struct LayersConfig {
  private let object: NAMObject

  init(_ object: NAMObject) { self.object = object }

  func parse() throws(NAMFileError.Problem) -> [WaveNetConfiguration.Layer] {
    let dilations = try object.required("dilations").integers(
      in: 1...NetworkConfiguration.lengthLimit, 1...NetworkConfiguration.listLimit)
    let count = dilations.count
    let kernelSizes = try kernelSizes(count)
    let activations = try activations(count)
    let gatings = try gatings(count)
    return (0..<count).map { index in
      WaveNetConfiguration.Layer(
        kernelSize: kernelSizes[index], dilation: dilations[index], activation: activations[index],
        gating: gatings[index])
    }
  }

  private func kernelSizes(_ count: Int) throws(NAMFileError.Problem) -> [Int] {
    guard let list = object.optional("kernel_sizes") else {
      return Array(repeating: try object.size("kernel_size"), count: count)
    }
    if object.optional("kernel_size") != nil {
      throw list.unexpected("none, as there is a kernel_size")
    }
    return try list.integers(in: 1...NetworkConfiguration.sizeLimit, count...count)
  }

  private func activations(_ count: Int) throws(NAMFileError.Problem) -> [Activation] {
    try object.required("activation").each(count).map { (element) throws(NAMFileError.Problem) in
      try ActivationConfig.parse(element)
    }
  }

  private func gatings(_ count: Int) throws(NAMFileError.Problem) -> [WaveNetConfiguration.Gating] {
    guard let mode = object.optional("gating_mode") else {
      let isGated = try object.bool("gated", default: false)
      return Array(repeating: isGated ? .gated(.sigmoid) : .none, count: count)
    }
    let modes = try mode.each(count)
    let activations = try secondaryActivations(count)
    var gatings: [WaveNetConfiguration.Gating] = []
    for (mode, activation) in zip(modes, activations) { gatings.append(try gating(mode, activation)) }
    return gatings
  }

  private func secondaryActivations(_ count: Int) throws(NAMFileError.Problem) -> [NAMValue?] {
    guard let value = object.optional("secondary_activation") else {
      return Array(repeating: nil, count: count)
    }
    return try value.each(count)
  }

  /// - Parameter activation: looked at where the layer is gated only.
  private func gating(
    _ mode: NAMValue, _ activation: NAMValue?
  ) throws(NAMFileError.Problem) -> WaveNetConfiguration.Gating {
    switch try mode.string() {
    case "none": return .none
    case "gated": return .gated(try secondary(activation))
    case "blended": return .blended(try secondary(activation))
    default: throw mode.unexpected("\"none\", \"gated\" or \"blended\"")
    }
  }

  private func secondary(_ activation: NAMValue?) throws(NAMFileError.Problem) -> Activation {
    guard let activation, !activation.isNull else { return .sigmoid }
    return try ActivationConfig.parse(activation)
  }
}
