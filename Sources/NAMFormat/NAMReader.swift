import NeuralAmp

/// Takes the members of a model's object one by one, and checks each.
struct NAMReader {
  private let object: NAMObject

  static let requiredKeys = ["version", "architecture", "config", "weights"]
  static let knownKeys = Set(requiredKeys + ["sample_rate", "metadata"])

  init(_ object: NAMObject) { self.object = object }

  /// Also checks, first, that all required keys are there.
  func version() throws(NAMFileError.Problem) -> NAMVersion {
    for key in Self.requiredKeys { _ = try object.required(key) }
    let value = try object.required("version")
    let text = try value.string()
    guard let version = NAMVersion(text), version.support != .none else {
      throw .unsupportedVersion(key: value.path, text)
    }
    if version.support == .partial {
      object.remarks.warn(
        "file format \(version) is newer than \(NAMVersion.latest): it may hold what is not understood")
    }
    return version
  }

  func architecture() throws(NAMFileError.Problem) -> NAMArchitecture {
    let value = try object.required("architecture")
    let name = try value.string()
    guard let architecture = NAMArchitecture(rawValue: name) else {
      throw .unknownArchitecture(key: value.path, name)
    }
    return architecture
  }

  /// `null` and NeuralAmpModelerCore's -1 stand for a rate that is not known.
  ///
  /// - Parameter outer: that of the container that the model is in.
  func sampleRate(within outer: Double?) throws(NAMFileError.Problem) -> Double? {
    guard let value = object.optional("sample_rate"), value.value != .number(-1) else { return outer }
    guard case .number(let rate) = value.value, Model.sampleRates.contains(rate) else {
      throw value.unexpected("a rate from 1000 to 1000000 Hz")
    }
    if let outer, outer != rate {
      throw value.unexpected("\(JSONValue.text(of: outer)), the rate of the container")
    }
    return rate
  }

  /// What the model is, and the metadata that follow from the networks within.
  func content(
    _ architecture: NAMArchitecture, sampleRate: Double?
  ) throws(NAMFileError.Problem) -> (NAMModel.Content, metadata: JSONObject) {
    let config = try object.required("config").object()
    let configuration: NetworkConfiguration
    switch architecture {
    case .lstm: configuration = .lstm(try LSTMConfig.parse(config))
    case .linear: configuration = .linear(try LinearConfig.parse(config))
    case .convNet: configuration = .convNet(try ConvNetConfig.parse(config))
    case .waveNet: configuration = .waveNet(try WaveNetConfig.parse(config))
    case .sequential: return try sequence(config, sampleRate: sampleRate)
    case .slimmableContainer:
      return (.container(try ContainerConfig.parse(config, sampleRate: sampleRate)), JSONObject())
    }
    return (.network(try network(configuration, sampleRate: sampleRate)), JSONObject())
  }

  private func sequence(
    _ config: NAMObject, sampleRate: Double?
  ) throws(NAMFileError.Problem) -> (NAMModel.Content, metadata: JSONObject) {
    let models = try SequentialConfig.parse(config, weights: object.required("weights"))
    let networks = models.map(\.network)
    let network = try network(
      .sequential(SequentialConfiguration(networks: networks)),
      sampleRate: sampleRate ?? networks.lazy.compactMap(\.sampleRate).first)
    return (.network(network), SequentialConfig.metadata(models))
  }

  private func network(
    _ configuration: NetworkConfiguration, sampleRate: Double?
  ) throws(NAMFileError.Problem) -> NetworkDescription {
    let network = NetworkDescription(configuration, weights: try weights(), sampleRate: sampleRate)
    if let problem = network.problem {
      throw .unexpected(key: object.path(of: problem.key), expected: problem.expected, found: problem.found)
    }
    try SettlingCheck.check(network, object.path(of: "config"))
    return network
  }

  /// Each as a 32-bit float, as NeuralAmpModelerCore holds them.
  private func weights() throws(NAMFileError.Problem) -> [Float] {
    let value = try object.required("weights")
    switch value.value {
    case .numbers(let numbers):
      let weights = numbers.map(Float.init)
      if let index = weights.firstIndex(where: { !$0.isFinite }) {
        throw .unexpected(
          key: "\(value.path)[\(index)]", expected: "a number within the range of a 32-bit float",
          found: JSONValue.text(of: numbers[index]))
      }
      return weights
    case .array(let elements):
      if let (index, element) = elements.enumerated().first(where: { !$0.element.isNumber }) {
        throw .unexpected(key: "\(value.path)[\(index)]", expected: "a number", found: element.kind)
      }
      return []
    default: throw value.unexpected("an array of numbers")
    }
  }

  func metadata() -> JSONObject {
    guard let value = object.optional("metadata") else { return JSONObject() }
    if case .object(let metadata) = value.value { return metadata }
    object.remarks.note("\(value.path): expected an object, found \(value.value.kind): it is ignored")
    return JSONObject()
  }
}

/// The names that the format defines.
enum NAMArchitecture: String {
  case lstm = "LSTM"
  case linear = "Linear"
  case convNet = "ConvNet"
  case waveNet = "WaveNet"
  case slimmableContainer = "SlimmableContainer"
  case sequential = "Sequential"
}

extension JSONValue {
  fileprivate var isNumber: Bool {
    if case .number = self { true } else { false }
  }
}
