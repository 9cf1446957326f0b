/// Why it does not play: one line.
struct LiveFailure: Error {
  let message: String

  init(_ message: String) { self.message = message }

  /// What `body` gives, or why it fails.
  static func orThrow<Result, Failure: Error & CustomStringConvertible>(
    _ body: () throws(Failure) -> Result
  ) throws(LiveFailure) -> Result {
    do throws(Failure) { return try body() } catch { throw LiveFailure(error.description) }
  }
}
