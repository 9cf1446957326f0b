import NeuralAmp

/// A model's object, that of the file or one within it, read and checked.
struct NAMModel {
  enum Content {
    case network(NetworkDescription)
    /// One entry or more.
    case container([ContainerConfig.Entry])
  }

  let version: NAMVersion
  let architectureName: String
  let content: Content
  /// Its own, completed by what follows from the networks within.
  let metadata: JSONObject

  /// - Parameter rate: of the container that the model is in, in Hz.
  static func read(
    _ object: NAMObject, within rate: Double? = nil
  ) throws(NAMFileError.Problem) -> NAMModel {
    let reader = NAMReader(object)
    let version = try reader.version()
    let architecture = try reader.architecture()
    let (content, metadata) = try reader.content(
      architecture, sampleRate: reader.sampleRate(within: rate))
    return NAMModel(
      version: version, architectureName: architecture.rawValue, content: content,
      metadata: reader.metadata().completed(by: metadata))
  }

  /// The whole of it, where it can be cut down.
  var network: NetworkDescription {
    switch content {
    case .network(let network): network
    case .container(let entries): entries[entries.count - 1].model.network
    }
  }

  /// At full quality: its own, completed by that of the network that is played.
  var fullMetadata: JSONObject {
    switch content {
    case .network: metadata
    case .container(let entries): metadata.completed(by: entries[entries.count - 1].model.fullMetadata)
    }
  }
}
