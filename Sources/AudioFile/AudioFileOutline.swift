import CSndFile
import Glibc

/// What an audio file's header says, at the price of opening it.
public struct AudioFileOutline: Sendable {
  /// As the header has it: of MPEG audio a guess, 0 where it has none.
  public let frameCount: Int
  /// In Hz.
  public let sampleRate: Int
  public let channelCount: Int

  /// `nil` for what is no regular file, which reading would take something from, or no audio.
  public init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    let file = VirtualFile(descriptor: descriptor)
    var info = SF_INFO()
    guard let handle = try? file.open(mode: SFM_READ, info: &info) else { return nil }
    sf_close(handle)
    frameCount = AudioFileReader.isPlausible(info.frames) ? Int(info.frames) : 0
    sampleRate = Int(info.samplerate)
    channelCount = Int(info.channels)
  }
}
