import AudioFile
import Glibc

/// One input as somebody asked for it, on the command line or in a row of a manifest: a file, or a folder with
/// its files, through one or several captures.
struct RenderRequest {
  enum Target {
    case besideInput
    /// Made where it is missing.
    case folder(String)
    case file(String, makingFolder: Bool)
    case standardOutput
  }

  let input: String
  let models: [String]
  let target: Target
  /// In dB; `nil`: as for the whole batch.
  var inputGain: Double?
  var outputGain: Double?
}

extension RenderRequest.Target {
  /// - Parameters:
  ///   - output: as the command line has it.
  ///   - isSeveral: whether more than one output is to come, or may.
  init(_ output: String?, isSeveral: Bool) throws(UsageError) {
    guard let output else {
      self = .besideInput
      return
    }
    if output == "-" {
      if isSeveral { throw UsageError("several inputs cannot go to standard output") }
      self = .standardOutput
    } else if output.hasSuffix("/") || FilePath.isFolder(output) {
      self = .folder(output)
    } else if isSeveral {
      try Self.checkFolder(output)
      self = .folder(output)
    } else {
      if AudioContainer(path: output) == nil { throw UsageError(AudioContainer.unknown(output).description) }
      self = .file(output, makingFolder: false)
    }
  }

  private static func checkFolder(_ output: String) throws(UsageError) {
    if AudioContainer(path: output) != nil {
      throw UsageError("several inputs cannot become one file, \(output)")
    }
    if FilePath.exists(output) {
      throw UsageError("with several inputs OUTPUT is a folder, and \(output) is a file")
    }
  }

  var folder: String? {
    if case .folder(let folder) = self { folder } else { nil }
  }

  var isFile: Bool {
    switch self {
    case .file, .standardOutput: true
    case .besideInput, .folder: false
    }
  }
}
