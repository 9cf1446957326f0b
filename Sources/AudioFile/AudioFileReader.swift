import CSndFile
import Glibc

/// An audio file that is read from its beginning to its end, in whatever format libsndfile knows.
///
/// Thread: one at a time.
public final class AudioFileReader {
  public let path: String
  /// In Hz.
  public let sampleRate: Int
  public let channelCount: Int
  /// Frames that can be read. Of a WAV file that was cut short libsndfile promises only what is there.
  public let frameCount: Int
  public let sampleFormat: SampleFormat
  public let tags: AudioTags

  private let virtualFile: VirtualFile
  private let handle: OpaquePointer
  private var readFrameCount = 0

  /// - Parameter path: the file's name; `-` reads standard input, of any format.
  public init(path: String) throws(AudioFileError) {
    let info: SF_INFO
    do throws(AudioFileError.Problem) {
      let descriptor = try Self.open(path)
      do throws(AudioFileError.Problem) {
        (virtualFile, handle, info) = try Self.openFile(descriptor)
      } catch {
        close(descriptor)
        throw error
      }
    } catch {
      throw AudioFileError(path: path, problem: error)
    }
    self.path = path
    sampleRate = Int(info.samplerate)
    channelCount = Int(info.channels)
    frameCount = Int(info.frames)
    sampleFormat = SampleFormat(subtype: info.format)
    tags = AudioTags(readFrom: handle)
  }

  deinit {
    sf_close(handle)
    close(virtualFile.descriptor)
  }

  private static func open(_ path: String) throws(AudioFileError.Problem) -> Int32 {
    if path == "-" {
      let copy = dup(STDIN_FILENO)
      guard copy >= 0 else { throw .init(errno: errno) }
      return try SpooledInput.seekable(copy)
    }
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .init(errno: errno) }
    return try SpooledInput.seekable(descriptor)
  }

  private static func openFile(
    _ descriptor: Int32
  ) throws(AudioFileError.Problem) -> (VirtualFile, OpaquePointer, SF_INFO) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .init(errno: errno) }
    if status.st_mode & S_IFMT == S_IFDIR { throw .directory }
    if status.st_mode & S_IFMT == S_IFREG && status.st_size == 0 { throw .empty }
    let file = VirtualFile(descriptor: descriptor)
    var (handle, info) = try openHandle(file)
    if !isLengthKnown(info) {
      let frameCount = countFrames(handle, channelCount: Int(info.channels))
      // A decoder that has given up at a block that is cut short does not go back.
      if sf_seek(handle, 0, SEEK_SET) != 0 {
        sf_close(handle)
        guard file.rewind() else { throw .init(errno: file.failure) }
        (handle, info) = try openHandle(file)
      }
      info.frames = frameCount
    }
    return (file, handle, info)
  }

  private static func openHandle(
    _ file: VirtualFile
  ) throws(AudioFileError.Problem) -> (OpaquePointer, SF_INFO) {
    var info = SF_INFO()
    do throws(AudioFileError.Problem) {
      let handle = try file.open(mode: SFM_READ, info: &info)
      return (handle, info)
    } catch {
      throw file.failure == 0 ? error : .init(errno: file.failure)
    }
  }

  /// A FLAC file that was written to a pipe has no length, an OGG file that was cut short has lost it, and
  /// of MPEG audio libsndfile guesses it from the size and the first frame.
  private static func isLengthKnown(_ info: SF_INFO) -> Bool {
    isPlausible(info.frames) && Int(info.format) & SF_FORMAT_TYPEMASK != SF_FORMAT_MPEG
  }

  /// libsndfile has a number near the largest one for what it does not know.
  static func isPlausible(_ frameCount: sf_count_t) -> Bool { (0...1 << 48).contains(frameCount) }

  /// Decodes the file to its end.
  private static func countFrames(_ handle: OpaquePointer, channelCount: Int) -> sf_count_t {
    let frames = OwnedFrames(count: 4096 * channelCount)
    var total: sf_count_t = 0
    while case let count = sf_readf_float(handle, frames.block.baseAddress, 4096), count > 0 {
      total += count
    }
    return total
  }

  /// Whether `path` names the file that is being read.
  func isSameFile(as path: String) -> Bool {
    guard let own = FileIdentity(descriptor: virtualFile.descriptor) else { return false }
    return own == FileIdentity(path: path)
  }

  /// Reads the next frames, interleaved; integer formats are scaled so that full scale is 1.
  ///
  /// - Parameter buffer: whole frames.
  /// - Returns: how many frames were read: fewer than asked for at the end only.
  /// - Throws: ``AudioFileError`` where the file ends before the end that its header promises.
  func read(into buffer: UnsafeMutableBufferPointer<Float>) throws(AudioFileError) -> Int {
    guard let target = buffer.baseAddress else { return 0 }
    let wanted = buffer.count / channelCount
    let count = Int(sf_readf_float(handle, target, sf_count_t(wanted)))
    readFrameCount += count
    if count < wanted { try checkEnd() }
    return count
  }

  /// Reads everything that is left. For short files: the result is as large as they are.
  public func readAll() throws(AudioFileError) -> [Float] {
    let frames = OwnedFrames(count: 4096 * channelCount)
    var samples: [Float] = []
    while true {
      let count = try read(into: frames.block) * channelCount
      samples += frames.block[..<count]
      if count < frames.block.count { return samples }
    }
  }

  /// Whether the last of the frames is there. A FLAC file that was cut short still tells how long it was.
  func hasLastFrame() -> Bool {
    if frameCount == 0 { return true }
    let frame = OwnedFrames(count: channelCount)
    return sf_seek(handle, sf_count_t(frameCount - 1), SEEK_SET) == frameCount - 1
      && sf_readf_float(handle, frame.block.baseAddress, 1) == 1
  }

  private func checkEnd() throws(AudioFileError) {
    if virtualFile.failure != 0 {
      throw AudioFileError(path: path, problem: .init(errno: virtualFile.failure))
    }
    if readFrameCount < frameCount {
      throw AudioFileError(
        path: path, problem: .damaged(readFrames: readFrameCount, promisedFrames: frameCount))
    }
  }
}
