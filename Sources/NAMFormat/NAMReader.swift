import NeuralAmp

/// Takes the members of a file's object one by one, checks each, and collects remarks.
struct NAMReader {
  private let root: JSONObject
  private(set) var remarks: [NAMRemark] = []

  private static let requiredKeys = ["version", "architecture", "config", "weights"]
  private static let knownKeys = Set(requiredKeys + ["sample_rate", "metadata"])
  /// Names that the format defines and this library does not run yet.
  private static let otherArchitectures = [
    "WaveNet", "ConvNet", "Linear", "SlimmableContainer", "Sequential",
  ]

  init(_ text: NAMText) {
    root = text.root
    if text.hasByteOrderMark { note("the text starts with a byte order mark") }
    if text.hasTrailingBytes { note("there are bytes behind the JSON object: they are ignored") }
    for key in root.repeatedKeys { note("the key \"\(key)\" occurs more than once: the last one counts") }
  }

  mutating func note(_ sentence: String) { remarks.append(NAMRemark(level: .note, sentence: sentence)) }

  mutating func warn(_ sentence: String) { remarks.append(NAMRemark(level: .warning, sentence: sentence)) }

  /// Also checks, first, that all required keys are there.
  mutating func version() throws(NAMFileError.Problem) -> NAMVersion {
    for key in Self.requiredKeys where root[key] == nil { throw .missingKey(key) }
    let text = try string("version")
    guard let version = NAMVersion(text), version.support != .none else { throw .unsupportedVersion(text) }
    if version.support == .partial {
      warn("file format \(version) is newer than \(NAMVersion.latest): it may hold what is not understood")
    }
    return version
  }

  func architectureName() throws(NAMFileError.Problem) -> String {
    let name = try string("architecture")
    guard name == "LSTM" || Self.otherArchitectures.contains(name) else { throw .unknownArchitecture(name) }
    return name
  }

  func config() throws(NAMFileError.Problem) -> JSONObject {
    guard case .object(let object)? = root["config"] else { throw unexpected("config", "an object") }
    return object
  }

  /// Each as a 32-bit float, as NeuralAmpModelerCore holds them.
  func weights() throws(NAMFileError.Problem) -> [Float] {
    switch root["weights"] {
    case .numbers(let numbers)?:
      let weights = numbers.map(Float.init)
      if let index = weights.firstIndex(where: { !$0.isFinite }) {
        throw .unexpected(
          key: "weights[\(index)]", expected: "a number within the range of a 32-bit float",
          found: JSONValue.text(of: numbers[index]))
      }
      return weights
    case .array(let elements)?:
      if let (index, element) = elements.enumerated().first(where: { !$0.element.isNumber }) {
        throw .unexpected(key: "weights[\(index)]", expected: "a number", found: element.kind)
      }
      return []
    default: throw unexpected("weights", "an array of numbers")
    }
  }

  /// `null` and NeuralAmpModelerCore's -1 stand for a rate that is not known.
  mutating func sampleRate() throws(NAMFileError.Problem) -> Double? {
    switch root["sample_rate"] {
    case nil, .null?, .number(-1)?:
      note("no sample rate: 48000 Hz is assumed")
      return nil
    case .number(let rate)? where Model.sampleRates.contains(rate): return rate
    default: throw unexpected("sample_rate", "a rate from 1000 to 1000000 Hz")
    }
  }

  mutating func architecture(
    _ name: String, config: JSONObject
  ) throws(NAMFileError.Problem) -> NAMFile.Architecture {
    guard name == "LSTM" else { return .unsupported }
    let (configuration, found) = try LSTMConfig.parse(config)
    remarks += found
    return .lstm(configuration)
  }

  mutating func metadata() -> NAMMetadata {
    var object = JSONObject()
    switch root["metadata"] {
    case .object(let found)?: object = found
    case nil, .null?: note("no metadata")
    case .some(let other): note("metadata: expected an object, found \(other.kind): it is ignored")
    }
    let (metadata, found) = NAMMetadata.read(object)
    remarks += found
    return metadata
  }

  func unknownMembers() -> JSONObject {
    var unknown = JSONObject()
    for member in root.members where !Self.knownKeys.contains(member.key) {
      unknown.append(member.key, member.value)
    }
    return unknown
  }

  private func string(_ key: String) throws(NAMFileError.Problem) -> String {
    guard case .string(let text)? = root[key] else { throw unexpected(key, "a string") }
    return text
  }

  private func unexpected(_ key: String, _ expected: String) -> NAMFileError.Problem {
    .unexpected(key: key, expected: expected, found: root[key]?.kind ?? "nothing")
  }
}

extension JSONValue {
  fileprivate var isNumber: Bool {
    if case .number = self { true } else { false }
  }
}
