import AudioFile

/// What became of a job.
enum RenderOutcome: Sendable {
  case done(RenderReport)
  /// Its output was there already.
  case skipped
  /// Why, as it is said on standard error.
  case failed(String)
}
