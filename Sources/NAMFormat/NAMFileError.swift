/// Why a `.nam` file cannot be used: which file, and what is wrong with it.
public struct NAMFileError: Error, Equatable, CustomStringConvertible {
  /// The file, as it was named by the caller.
  public let path: String
  public let problem: Problem

  public init(path: String, problem: Problem) {
    self.path = path
    self.problem = problem
  }

  public enum Problem: Error, Sendable, Equatable {
    case missing
    case directory
    case permissionDenied
    /// The system's words for any other failure to read.
    case unreadable(String)
    case empty
    case tooLarge(limit: Int)
    /// Not JSON but something that can be told by its first bytes.
    case foreign(ForeignFormat)
    case invalidJSON(reason: String, position: TextPosition?)
    /// The text ends inside a value.
    case truncated(position: TextPosition)
    case tooDeep(limit: Int, position: TextPosition?)
    case outOfMemory
    case rootNotObject(found: String)
    case missingKey(String)
    /// `key` is a path such as `config.hidden_size` or `weights[17]`.
    case unexpected(key: String, expected: String, found: String)
    /// Settling the network of the `config` at `key`, frame by frame at load, would take too long.
    case tooLargeToSettle(key: String, weights: Int, frames: Int)
    case unsupportedVersion(key: String, String)
    case unknownArchitecture(key: String, String)
  }

  public var description: String { "\(path): \(problem.sentence)" }
}

extension NAMFileError.Problem {
  var sentence: String {
    switch self {
    case .missing: "no such file"
    case .directory: "is a directory, not a file"
    case .permissionDenied: "may not be read (permission denied)"
    case .unreadable(let reason): "cannot be read: \(reason)"
    case .empty: "is empty"
    case .tooLarge(let limit): "is larger than \(limit >> 20) MiB, the largest model file accepted"
    case .foreign(let format): "is \(format.sentence)"
    case .invalidJSON(let reason, let position):
      "is not valid JSON\(position.map { " at \($0)" } ?? ""): \(reason)"
    case .truncated(let position): "ends in the middle, at \(position): a truncated copy or download"
    case .tooDeep(let limit, let position):
      "nests deeper than \(limit) levels\(position.map { " at \($0)" } ?? "")"
    case .outOfMemory: "does not fit into memory"
    case .rootNotObject(let found): "expected a JSON object, found \(found)"
    case .missingKey(let key): "has no key \"\(key)\""
    case .unexpected(let key, let expected, let found): "\(key): expected \(expected), found \(found)"
    case .tooLargeToSettle(let key, let weights, let frames):
      "\(key): \(weights) weights are too many to settle for \(frames) frames of silence"
    case .unsupportedVersion(let key, let version):
      "\(key): file format \(version) is not supported (0.5.0 to \(NAMVersion.latest) are)"
    case .unknownArchitecture(let key, let name): "\(key): \"\(name)\" is not known"
    }
  }
}
