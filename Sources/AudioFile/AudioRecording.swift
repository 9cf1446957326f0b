/// An audio file of unknown length, written as the sound comes.
///
/// It is there under its name from the beginning and whole after every write: a process that is killed, or a
/// disk that is full, costs what had not been written, and of FLAC at most a block of 4,096 frames more.
/// Samples are 32-bit floats, in FLAC 24-bit integers. A WAV file beyond 4 GiB becomes RF64.
///
/// Thread: one at a time.
public final class AudioRecording {
  public let path: String
  /// Frames that have been written.
  public private(set) var frameCount = 0

  private let format: AudioFileFormat
  private let file: NewFile
  private let encoder: AudioEncoder

  /// Begins the file. It goes away again where no frame is ever written.
  ///
  /// - Parameters:
  ///   - path: the extension chooses the container. No file may have the name: a recording replaces none.
  ///   - sampleRate: in Hz.
  /// - Throws: ``AudioFileError``, `.taken` for an existing file, `.notRecordable` for a lossy container.
  public init(path: String, sampleRate: Int, channelCount: Int) throws(AudioFileError) {
    guard let container = AudioContainer(path: path) else { throw AudioContainer.unknown(path) }
    self.path = path
    format = AudioFileFormat(
      container: container, sampleFormat: container.nearest(to: .float32), sampleRate: sampleRate,
      channelCount: channelCount)
    do throws(AudioFileError.Problem) {
      guard container.isRecordable else { throw .notRecordable(container: container.name) }
      let info = try format.infoOfGrowingFile()
      file = try NewFile(path: path)
      encoder = try AudioEncoder(file, format: format, info: info)
    } catch {
      throw AudioFileError(path: path, problem: error)
    }
    encoder.growWhole()
  }

  /// Samples that were beyond full scale, and so were clipped to it: of FLAC only.
  public var clippedCount: Int { encoder.clippedCount }

  /// Appends frames. After an error the file ends where it was good.
  ///
  /// - Parameter frames: whole interleaved frames, full scale ±1.
  public func write(_ frames: UnsafeBufferPointer<Float>) throws(AudioFileError) {
    let total = frameCount + frames.count / format.channelCount
    do throws(AudioFileError.Problem) {
      try format.checkLength(total)
      try encoder.write(frames)
    } catch {
      throw AudioFileError(path: path, problem: error)
    }
    frameCount = total
    file.keep()
  }

  /// Appends silence, as ``write(_:)`` does.
  public func writeSilence(frameCount: Int) throws(AudioFileError) {
    let silence = OwnedFrames(count: min(frameCount, 4096) * format.channelCount)
    var left = frameCount
    while left > 0 {
      let count = min(left, 4096)
      try write(UnsafeBufferPointer(rebasing: silence.block[..<(count * format.channelCount)]))
      left -= count
    }
  }

  /// Ends the file and brings it to the disk.
  public func finish() throws(AudioFileError) {
    do throws(AudioFileError.Problem) {
      try encoder.finish()
      try file.sync()
    } catch {
      throw AudioFileError(path: path, problem: error)
    }
  }
}
