import Glibc

/// A file that has its name from the beginning, and never another file's.
///
/// It stays only where it was kept: until then it goes with its owner, so that what never began leaves the
/// name free.
final class NewFile: EncodedFile {
  let descriptor: Int32
  private let path: String
  private var isKept = false

  init(path: String) throws(AudioFileError.Problem) {
    try PendingFile.checkFolder(of: path)
    descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw errno == EEXIST ? .taken : .init(errno: errno) }
    self.path = path
  }

  deinit {
    if !isKept && hasName { unlink(path) }
    close(descriptor)
  }

  func keep() { isKept = true }

  /// `fsync`.
  func sync() throws(AudioFileError.Problem) {
    guard fsync(descriptor) == 0 else { throw .init(errno: errno) }
  }

  /// Somebody may have moved it, and put another file there.
  private var hasName: Bool {
    guard let own = FileIdentity(descriptor: descriptor) else { return false }
    return own == FileIdentity(path: path)
  }
}
