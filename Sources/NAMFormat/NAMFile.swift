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
  /// The shape, for an architecture that can run.
  public let architecture: Architecture
  /// The architecture's name as the file has it.
  public let architectureName: String
  /// The `config` object as the file has it.
  public let config: JSONObject
  /// The flat list of weights, in the file's order, each finite.
  public let weights: [Float]
  /// The rate the capture was trained at, in Hz; `nil` where the file gives none.
  public let sampleRate: Double?
  public let metadata: NAMMetadata
  /// Top-level keys that the format does not define.
  public let unknownMembers: JSONObject
  /// What is missing or odd, a sentence each. The file is usable all the same.
  public let remarks: [NAMRemark]

  public enum Architecture: Sendable, Equatable {
    case lstm(LSTMConfiguration)
    /// Known to the format, not to this library.
    case unsupported
  }

  /// Reads and checks a file.
  ///
  /// - Throws: ``NAMFileError`` where the file cannot be read or is not a `.nam` file; not where its
  ///   architecture is one that cannot run yet (``makeModel(kernel:)`` does).
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
    var reader = NAMReader(text)
    self.path = path
    version = try reader.version()
    architectureName = try reader.architectureName()
    config = try reader.config()
    architecture = try reader.architecture(architectureName, config: config)
    weights = try reader.weights()
    sampleRate = try reader.sampleRate()
    try LSTMConfig.check(architecture, weights: weights, sampleRate: sampleRate)
    metadata = reader.metadata()
    unknownMembers = reader.unknownMembers()
    remarks = reader.remarks
  }

  /// Why no model can be made of it; `nil` where one can.
  public var unplayable: NAMFileError? {
    switch architecture {
    case .lstm: nil
    case .unsupported: unsupported
    }
  }

  private var unsupported: NAMFileError {
    NAMFileError(path: path, problem: .unsupportedArchitecture(architectureName))
  }

  /// Packs the weights and computes the rest state.
  ///
  /// - Parameter kernel: what the model runs through.
  /// - Throws: ``unplayable``.
  /// - Precondition: this processor can run the kernel.
  public func makeModel(kernel: Kernel = .preferred) throws(NAMFileError) -> Model {
    switch architecture {
    case .lstm(let configuration):
      return Model(lstm: configuration, weights: weights, sampleRate: sampleRate, kernel: kernel)
    case .unsupported: throw unsupported
    }
  }
}
