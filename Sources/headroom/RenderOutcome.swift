import AudioFile
import NAMFormat

/// What became of a job.
enum RenderOutcome: Sendable {
  case done(RenderReport)
  /// Its output was there already.
  case skipped
  /// Why, as it is said on standard error.
  case failed(String)
}

/// Why a job has no output.
struct RenderFailure: Error {
  /// `nil`: it was stopped.
  let reason: String?
}

extension RenderFailure {
  init(_ error: AudioFileError) {
    reason = error.problem == .cancelled ? nil : error.description
  }

  init(_ error: NAMFileError) { reason = error.description }
}
