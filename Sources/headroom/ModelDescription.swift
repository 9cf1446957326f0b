import NAMFormat
import NeuralAmp

/// What `info` says of one model; also its JSON.
struct ModelDescription: Encodable {
  /// One of the networks of a container.
  struct Submodel: Encodable {
    let maximumQuality: Double
    let network: NetworkJSON

    enum CodingKeys: String, CodingKey {
      case network
      case maximumQuality = "maximum_quality"
    }
  }

  let path: String
  /// What it is described at.
  let quality: Double
  /// Why it cannot be played; `nil` where it can.
  var error: String?
  /// As the file has it.
  var architecture: String?
  /// What is played at the quality.
  var network: NetworkJSON?
  /// Of a container only.
  var submodels: [Submodel]?
  var qualityBreakpoints: [Double]?
  var inputChannels: Int?
  var outputChannels: Int?
  var parameters: Int?
  var fileVersion: String?
  /// In Hz; absent where the file gives none.
  var sampleRate: Double?
  var receptiveFieldFrames: Int?
  var receptiveFieldTime: Double?
  var loudness: Double?
  var gain: Double?
  var inputLevel: Double?
  var outputLevel: Double?
  var modelBytes: Int?
  var streamBytes: Int?
  var prewarmFrames: Int?
  var metadata: JSONValue?
  var unknownKeys: JSONValue?
  var remarks: [String]?
  /// For text.
  private(set) var file: NAMFile?

  enum CodingKeys: String, CodingKey {
    case path, error, architecture, quality, network, submodels, parameters, loudness, gain, metadata, remarks
    case qualityBreakpoints = "quality_breakpoints"
    case inputChannels = "input_channels"
    case outputChannels = "output_channels"
    case fileVersion = "file_version"
    case sampleRate = "sample_rate"
    case receptiveFieldFrames = "receptive_field_frames"
    case receptiveFieldTime = "receptive_field_ms"
    case inputLevel = "input_level_dbu"
    case outputLevel = "output_level_dbu"
    case modelBytes = "model_bytes"
    case streamBytes = "stream_bytes"
    case prewarmFrames = "prewarm_frames"
    case unknownKeys = "unknown_keys"
  }

  init(path: String, quality: Double) {
    self.path = path
    self.quality = quality
    do throws(NAMFileError) {
      let file = try NAMFile(path: path)
      let model = try file.makeModel(quality: quality)
      self.file = file
      describe(file)
      describe(file.network(quality: quality), model)
      describe(file.metadata(quality: quality))
    } catch {
      self.error = error.description
    }
  }

  private mutating func describe(_ file: NAMFile) {
    architecture = file.architectureName
    fileVersion = file.version.description
    qualityBreakpoints = file.qualityBreakpoints
    unknownKeys = file.unknownMembers.members.isEmpty ? nil : .object(file.unknownMembers)
    remarks = file.remarks.map(\.sentence)
    if case .container(let submodels) = file.content {
      self.submodels = submodels.map {
        Submodel(maximumQuality: $0.maximumQuality, network: NetworkJSON($0.network))
      }
    }
  }

  private mutating func describe(_ network: NetworkDescription, _ model: Model) {
    self.network = NetworkJSON(network)
    parameters = network.parameterCount
    sampleRate = network.sampleRate
    inputChannels = model.inputChannelCount
    outputChannels = model.outputChannelCount
    receptiveFieldFrames = network.configuration.receptiveField
    receptiveFieldTime = receptiveFieldFrames.map { 1000 * Double($0) / model.effectiveSampleRate }
    modelBytes = model.byteCount
    streamBytes = model.streamByteCount
    prewarmFrames = model.prewarmFrameCount
  }

  private mutating func describe(_ metadata: NAMMetadata) {
    loudness = metadata.loudness
    gain = metadata.gain
    inputLevel = metadata.inputLevel
    outputLevel = metadata.outputLevel
    self.metadata = metadata.all.members.isEmpty ? nil : .object(metadata.all)
  }
}
