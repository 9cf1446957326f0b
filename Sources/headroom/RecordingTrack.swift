import AudioFile
import LiveAudio

/// One file of a live recording, and the ring that the audio thread fills for it.
///
/// Thread: one at a time, but for ``ring``.
final class RecordingTrack {
  /// Time that the disk may take a rest for, in seconds.
  private static let ringDuration = 4

  let ring: FrameRing
  private let recording: AudioRecording
  private let onFailure: (AudioFileError) -> Void
  private var droppedFrameCount = 0
  private var failure: AudioFileError?

  /// - Parameter onFailure: called once, where the file cannot go on.
  init(
    path: String, rate: Int, channelCount: Int, onFailure: @escaping (AudioFileError) -> Void
  ) throws(AudioFileError) {
    recording = try AudioRecording(path: path, sampleRate: rate, channelCount: channelCount)
    ring = FrameRing(channelCount: channelCount, capacity: Self.ringDuration * rate)
    self.onFailure = onFailure
  }

  /// Writes what has come since the last time. After a failure what comes stays in the ring.
  func drain() {
    if failure != nil { return }
    noteFailure { () throws(AudioFileError) in
      try ring.drain { part throws(AudioFileError) in try write(part) }
    }
  }

  private func write(_ part: FrameRing.Part) throws(AudioFileError) {
    switch part {
    case .frames(let frames): try recording.write(frames)
    case .silence(let frameCount):
      try recording.writeSilence(frameCount: frameCount)
      droppedFrameCount += frameCount
    }
  }

  /// Writes what is left and ends the file.
  func finish() -> RecordingReport {
    drain()
    noteFailure { () throws(AudioFileError) in try recording.finish() }
    return RecordingReport(
      path: recording.path, frameCount: recording.frameCount, droppedFrameCount: droppedFrameCount,
      clippedCount: recording.clippedCount, failure: failure)
  }

  private func noteFailure(_ body: () throws(AudioFileError) -> Void) {
    do throws(AudioFileError) {
      try body()
    } catch {
      if failure != nil { return }
      failure = error
      onFailure(error)
    }
  }
}
