/// What the audio thread runs, and how it ended. Two threads know it: the audio thread until it ends, the control
/// thread after that.
final class AudioRun: @unchecked Sendable {
  private var loop: DuplexLoop
  /// Everything that the loop has pointers into: a thread that does not end keeps it.
  private var owners: [AnyObject]
  private(set) var end = DuplexEnd.stopped

  init(_ loop: DuplexLoop, keeping owners: [AnyObject]) {
    self.loop = loop
    self.owners = owners
  }

  /// Before the thread begins.
  func keep(_ owner: AnyObject) { owners.append(owner) }

  /// Thread: audio.
  func run() { end = loop.run() }
}
