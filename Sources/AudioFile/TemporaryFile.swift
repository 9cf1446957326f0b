import Glibc

/// Files without a name of their own, gone when they are closed, however the process ends.
enum TemporaryFile {
  /// In `$TMPDIR`, else /tmp.
  static func nameless() throws(AudioFileError.Problem) -> Int32 {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    let descriptor = nameless(in: folder)
    if descriptor >= 0 { return descriptor }
    var template = Array("\(folder)/headroom-XXXXXX".utf8CString)
    let named = mkstemp(&template)
    guard named >= 0 else { throw .init(errno: errno) }
    unlink(template)
    _ = fcntl(named, F_SETFD, FD_CLOEXEC)
    return named
  }

  /// `O_TMPFILE`; below 0 where the file system has none.
  static func nameless(in folder: String) -> Int32 {
    // O_TMPFILE is a composite macro, which Swift does not import.
    let createWithoutName = 0o20000000 | O_DIRECTORY
    return open(folder, Int32(createWithoutName) | O_RDWR | O_CLOEXEC, 0o666)
  }
}
