import NeuralAmp

/// A `.nam` file, read and checked: everything it says, before any of it runs.
///
/// Source: the `.nam` format 0.5.0 to 0.7.0 as NeuralAmpModelerCore reads it and the trainer
/// `neural-amp-modeler` writes it.
public struct NAMFile: Sendable {
  /// The largest file that is accepted, in bytes.
  public static let maximumByteCount = 64 << 20

  public let path: String
  public let version: NAMVersion
  /// The architecture's name as the file has it.
  public let architectureName: String
  public let content: Content
  /// At full quality; see ``metadata(quality:)``.
  public let metadata: NAMMetadata
  /// Top-level keys that the format does not define.
  public let unknownMembers: JSONObject
  /// What is missing or odd, a sentence each. The file is usable all the same.
  public let remarks: [NAMRemark]

  public enum Content: Sendable {
    case network(NetworkDescription)
    /// One or more, from small to large. All have the same channels.
    case container([Submodel])
  }

  /// One of the networks of a container, all of them captures of the same gear.
  public struct Submodel: Sendable {
    /// Qualities below it are served, down to that of the submodel before; the last serves all that are left.
    public let maximumQuality: Double
    public let network: NetworkDescription
    /// That of the file, completed by its own.
    public let metadata: NAMMetadata
    /// Weights, those of networks within it among them.
    public var parameterCount: Int { network.parameterCount }
  }

  /// Reads and checks a file.
  ///
  /// - Throws: ``NAMFileError`` where the file cannot be read, is not a `.nam` file, or has no network that can
  ///   be run within sensible bounds of memory and time.
  public init(path: String) throws(NAMFileError) {
    let bytes = try FileBytes.read(path, limit: Self.maximumByteCount)
    try self.init(path: path, bytes: bytes)
  }

  /// Checks a file that is in memory. `path` is for errors only.
  public init(path: String, bytes: [UInt8]) throws(NAMFileError) {
    do throws(NAMFileError.Problem) {
      try self.init(path: path, parsing: bytes)
    } catch {
      throw NAMFileError(path: path, problem: error)
    }
  }

  private init(path: String, parsing bytes: [UInt8]) throws(NAMFileError.Problem) {
    let text = try NAMText.parse(bytes)
    let remarks = NAMRemarks()
    remarks.note(about: text)
    let model = try NAMModel.read(NAMObject(path: "", members: text.root, remarks: remarks))
    self.path = path
    version = model.version
    architectureName = model.architectureName
    content = Content(model)
    metadata = NAMMetadata.read(model.fullMetadata, remarks)
    unknownMembers = text.root.without(NAMReader.knownKeys)
    if model.network.sampleRate == nil { remarks.note("no sample rate: 48000 Hz is assumed") }
    self.remarks = remarks.all
  }
}

extension NAMFile.Content {
  fileprivate init(_ model: NAMModel) {
    switch model.content {
    case .network(let network): self = .network(network)
    case .container(let entries):
      self = .container(
        entries.map { entry in
          NAMFile.Submodel(
            maximumQuality: entry.maximumQuality, network: entry.model.network,
            metadata: NAMMetadata.read(model.metadata.completed(by: entry.model.fullMetadata), NAMRemarks()))
        })
    }
  }
}

extension NAMRemarks {
  fileprivate func note(about text: NAMText) {
    if text.hasByteOrderMark { note("the text starts with a byte order mark") }
    if text.hasTrailingBytes { note("there are bytes behind the JSON object: they are ignored") }
    for key in text.root.repeatedKeys {
      note("the key \"\(key)\" occurs more than once: the last one counts")
    }
    switch text.root["metadata"] {
    case nil, .null?: note("no metadata")
    default: break
    }
  }
}
