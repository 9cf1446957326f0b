import NAMFormat
import NeuralAmp

/// What `info` says of one model; also its JSON.
struct ModelDescription: Encodable {
  let path: String
  /// Why it cannot be played; `nil` where it can.
  var error: String?
  var architecture: String?
  var layers: Int?
  var hiddenSize: Int?
  var inputChannels: Int?
  var outputChannels: Int?
  var parameters: Int?
  var fileVersion: String?
  /// In Hz; absent where the file gives none.
  var sampleRate: Double?
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

  enum CodingKeys: String, CodingKey {
    case path, error, architecture, layers, parameters, loudness, gain, metadata, remarks
    case hiddenSize = "hidden_size"
    case inputChannels = "input_channels"
    case outputChannels = "output_channels"
    case fileVersion = "file_version"
    case sampleRate = "sample_rate"
    case inputLevel = "input_level_dbu"
    case outputLevel = "output_level_dbu"
    case modelBytes = "model_bytes"
    case streamBytes = "stream_bytes"
    case prewarmFrames = "prewarm_frames"
    case unknownKeys = "unknown_keys"
  }

  /// Whether there is anything to show beyond the error.
  var isReadable: Bool { architecture != nil }

  init(path: String) {
    self.path = path
    do throws(NAMFileError) {
      describe(try NAMFile(path: path))
    } catch {
      self.error = error.description
    }
  }

  private mutating func describe(_ file: NAMFile) {
    architecture = file.architectureName
    parameters = file.weights.count
    fileVersion = file.version.description
    sampleRate = file.sampleRate
    loudness = file.metadata.loudness
    gain = file.metadata.gain
    inputLevel = file.metadata.inputLevel
    outputLevel = file.metadata.outputLevel
    metadata = file.metadata.all.members.isEmpty ? nil : .object(file.metadata.all)
    unknownKeys = file.unknownMembers.members.isEmpty ? nil : .object(file.unknownMembers)
    remarks = file.remarks.map(\.sentence)
    switch file.architecture {
    case .lstm(let configuration): describe(configuration, file)
    case .unsupported: error = file.unplayable?.description
    }
  }

  private mutating func describe(_ configuration: LSTMConfiguration, _ file: NAMFile) {
    layers = configuration.layerCount
    hiddenSize = configuration.hiddenSize
    inputChannels = configuration.inputChannelCount
    outputChannels = configuration.outputChannelCount
    modelBytes = Model.byteCount(lstm: configuration)
    streamBytes = Processor.byteCount(lstm: configuration)
    prewarmFrames = Model.prewarmFrameCount(lstmAt: file.sampleRate)
  }
}
