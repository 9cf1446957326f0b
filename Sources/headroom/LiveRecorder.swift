import AudioFile
import Glibc
import LiveAudio
import Synchronization

/// Writes what is played and what comes in to files, on a thread of its own.
///
/// The audio thread pushes into the rings and never waits for a disk: where one is too slow the file gets
/// silence in place of the sound. A file that cannot go on ends, is said on standard error, and leaves the
/// other one and the sound alone.
///
/// Thread: the main thread, but for the rings' producers.
package final class LiveRecorder: @unchecked Sendable {
  package struct Report {
    package let output: RecordingReport?
    package let input: RecordingReport?

    var all: [RecordingReport] { [output, input].compactMap { $0 } }
  }

  private static let wakeInterval: useconds_t = 50_000

  private let output: RecordingTrack?
  private let input: RecordingTrack?
  private let isStopping = Atomic(false)
  private var thread: WorkerThread?

  /// Begins the files; `nil` for what is not to be recorded.
  ///
  /// - Parameters:
  ///   - rate: in Hz.
  ///   - onFailure: called on the writer's thread, at most once a file.
  /// - Throws: ``AudioFileError`` where a file cannot be begun, `.taken` where there is one already.
  package init(
    output: String?, input: String?, rate: Int, outputChannels: Int, inputChannels: Int,
    onFailure: @escaping (AudioFileError) -> Void = LiveRecorder.report
  ) throws(AudioFileError) {
    func track(_ path: String?, _ channelCount: Int) throws(AudioFileError) -> RecordingTrack? {
      guard let path else { return nil }
      return try RecordingTrack(path: path, rate: rate, channelCount: channelCount, onFailure: onFailure)
    }
    self.output = try track(output, outputChannels)
    self.input = try track(input, inputChannels)
  }

  /// For what is played. Channels: `outputChannels`.
  package var outputRing: FrameRing? { output?.ring }
  /// For what comes in. Channels: `inputChannels`.
  package var inputRing: FrameRing? { input?.ring }

  /// Begins to write. What the rings got before is written too.
  package func start() throws(WorkerThread.Unavailable) {
    thread = try WorkerThread { [self] in
      while !isStopping.load(ordering: .acquiring) {
        output?.drain()
        input?.drain()
        usleep(Self.wakeInterval)
      }
    }
  }

  /// Ends the files, with everything that was pushed before.
  ///
  /// - Precondition: nobody pushes any more.
  package func stop() -> Report {
    isStopping.store(true, ordering: .releasing)
    thread?.join()
    thread = nil
    return Report(output: output?.finish(), input: input?.finish())
  }

  package static func report(_ failure: AudioFileError) {
    Console.error("\(failure.description): the recording ends there, the sound goes on")
  }
}
