import Glibc

/// Why an audio file could not be read, rendered or written: which file, and what went wrong.
public struct AudioFileError: Error, Equatable, CustomStringConvertible {
  /// The file, as the caller named it; `-` for standard input or output.
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
    /// The system's words for any other failure.
    case system(String)
    case empty
    /// libsndfile does not know it, in its own words.
    case notAudio(String)
    /// Decoding stopped before the end that the header promises.
    case damaged(readFrames: Int, promisedFrames: Int)
    case channels(file: Int, model: Int)
    case tooManyChannels(Int, limit: Int)
    case rateRatio(from: Double, to: Double)
    case noMemory
    /// The name's extension stands for no container that can be written.
    case unknownContainer(extension: String)
    /// The container cannot hold what was asked for.
    case unsupportedFormat(container: String, what: String)
    case folderMissing(String)
    /// The name belongs to a device, a pipe or a folder.
    case notRegularFile
    /// The name is a symbolic link whose target is missing.
    case danglingLink
    case exists
    /// A file has the name that was chosen for a recording.
    case taken
    /// What is written into the container cannot be read before it is complete.
    case notRecordable(container: String)
    case sameAsInput(String)
    case diskFull
    case tooLarge
    case closedPipe
    /// libsndfile's words for a failure to encode.
    case notWritten(String)
    case noLoudness(model: String)
    /// The caller asked to stop, or a signal came while a pipe was waited for.
    case cancelled
  }

  public var description: String { "\(path): \(problem.sentence)" }
}

extension AudioFileError.Problem {
  var sentence: String {
    switch self {
    case .missing: "no such file"
    case .directory: "is a directory, not an audio file"
    case .permissionDenied: "permission denied"
    case .system(let reason): reason
    case .empty: "is empty"
    case .notAudio(let reason): "is not an audio file that can be read (\(reason))"
    case .damaged(let read, let promised):
      "is damaged or cut short: only \(read) of its \(promised) frames can be read"
    case .channels(let file, let model):
      "has \(file) channel\(file == 1 ? "" : "s"), which is no multiple of the \(model) that the model takes"
    case .tooManyChannels(let count, let limit): "has \(count) channels; at most \(limit) can be resampled"
    case .rateRatio(let from, let to):
      "cannot be resampled from \(Int(from)) to \(Int(to)) Hz: the ratio is beyond 256"
    case .noMemory: "does not fit into memory"
    case .unknownContainer(let name):
      name.isEmpty
        ? "has no extension to choose a format by (\(AudioContainer.listOfExtensions); a folder ends in /)"
        : "\".\(name)\" is not a format that can be written (\(AudioContainer.listOfExtensions))"
    case .unsupportedFormat(let container, let what): "\(container) cannot hold \(what)"
    case .folderMissing(let folder): "there is no folder \(folder)"
    case .notRegularFile: "exists and is not a regular file"
    case .danglingLink: "is a link to a file that does not exist"
    case .exists: "exists already and is left as it is (--no-clobber)"
    case .taken: "exists already, and a recording replaces nothing: choose another name"
    case .notRecordable(let container):
      "\(container) cannot be recorded: cut short it could not be read (\(AudioContainer.listOfRecordable) can)"
    case .sameAsInput(let input): "would replace \(input), which it is made from"
    case .diskFull: "the disk is full"
    case .tooLarge: "the file would be larger than is allowed here"
    case .closedPipe: "the reader has gone away"
    case .notWritten(let reason): "cannot be written (\(reason))"
    case .noLoudness(let model): "cannot be normalized: the model \(model) has no metadata.loudness"
    case .cancelled: "cancelled"
    }
  }

  /// What a failed system call means.
  init(errno code: Int32) {
    self =
      switch code {
      case ENOENT: .missing
      case EISDIR: .directory
      case EACCES, EPERM: .permissionDenied
      case ENOSPC, EDQUOT: .diskFull
      case EFBIG: .tooLarge
      case EPIPE: .closedPipe
      case EINTR: .cancelled
      case ENOMEM: .noMemory
      default: .system(String(cString: strerror(code)))
      }
  }
}
