import Glibc

/// A file that appears under its name only when it is complete.
///
/// It is written without a name where the file system can (`O_TMPFILE`), so that even a killed process
/// leaves nothing behind; else under a temporary name in the same folder. ``commit()`` syncs it and moves
/// it to its name in one step. An existing file is replaced by a complete one or not at all.
final class PendingFile: EncodedFile {
  let descriptor: Int32
  private let destination: Destination
  private var temporaryPath: String?

  enum Destination {
    case path(String, replacing: Bool)
    /// Everything is written at the end, when it is complete.
    case standardOutput
  }

  init(_ destination: Destination) throws(AudioFileError.Problem) {
    switch destination {
    case .standardOutput:
      self.destination = .standardOutput
      descriptor = try TemporaryFile.nameless()
    case .path(let path, let replacing):
      let target = Self.resolvingLink(path)
      let existing = try Self.check(target, replacing: replacing)
      self.destination = .path(target, replacing: replacing)
      let nameless = TemporaryFile.nameless(in: Self.folder(of: target))
      if nameless >= 0 {
        descriptor = nameless
      } else {
        let temporary = Self.temporaryPath(beside: target)
        descriptor = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .init(errno: errno) }
        temporaryPath = temporary
      }
      // Who may read the old file may read the new one.
      if let existing { fchmod(descriptor, existing.st_mode & 0o777) }
    }
  }

  deinit {
    close(descriptor)
    if let temporaryPath { unlink(temporaryPath) }
  }

  /// Gives the file its name. What follows a failure is as if the file had never been begun.
  func commit() throws(AudioFileError.Problem) {
    switch destination {
    case .standardOutput:
      guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw .init(errno: errno) }
      try FileCopy.copy(from: descriptor, to: STDOUT_FILENO)
    case .path(let path, let replacing):
      guard fsync(descriptor) == 0 else { throw .init(errno: errno) }
      try name(path, replacing: replacing)
    }
  }

  /// It will not be committed: what it takes of the disk is free again.
  func discard() { ftruncate(descriptor, 0) }

  private func name(_ path: String, replacing: Bool) throws(AudioFileError.Problem) {
    if temporaryPath == nil {
      if linkat(AT_FDCWD, procPath, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0 { return }
      guard errno == EEXIST else { throw .init(errno: errno) }
      guard replacing else { throw .exists }
      // Only `rename` replaces, and it needs a name to start from.
      let temporary = Self.temporaryPath(beside: path)
      guard linkat(AT_FDCWD, procPath, AT_FDCWD, temporary, AT_SYMLINK_FOLLOW) == 0 else {
        throw .init(errno: errno)
      }
      temporaryPath = temporary
    }
    guard let temporaryPath else { return }
    // Where it has two names now, `deinit` takes the temporary one away.
    if !replacing, try Self.addName(path, to: temporaryPath) { return }
    guard rename(temporaryPath, path) == 0 else { throw .init(errno: errno) }
    self.temporaryPath = nil
  }

  /// Unlike `rename`, `link` never replaces. Returns false on a file system without hard links where
  /// nothing has the name; only another process could come between this look and a `rename`.
  private static func addName(
    _ path: String, to temporary: String
  ) throws(AudioFileError.Problem) -> Bool {
    if link(temporary, path) == 0 { return true }
    let code = errno
    let isWithoutLinks = code == EPERM || code == EOPNOTSUPP
    if code == EEXIST || (isWithoutLinks && access(path, F_OK) == 0) { throw .exists }
    guard isWithoutLinks else { throw .init(errno: code) }
    return false
  }

  /// What is there already.
  private static func check(_ path: String, replacing: Bool) throws(AudioFileError.Problem) -> stat? {
    try checkFolder(of: path)
    var status = stat()
    guard stat(path, &status) == 0 else {
      if lstat(path, &status) == 0 { throw .danglingLink }
      return nil
    }
    guard replacing else { throw .exists }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notRegularFile }
    return status
  }

  /// Where a symbolic link points, so that the link stays and its target is replaced.
  private static func resolvingLink(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Throws where a file of that name would have no folder to be in.
  static func checkFolder(of path: String) throws(AudioFileError.Problem) {
    let folder = folder(of: path)
    var status = stat()
    guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw .folderMissing(folder)
    }
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func temporaryPath(beside path: String) -> String {
    "\(folder(of: path))/.headroom-\(String(UInt64.random(in: 0 ... .max), radix: 36))"
  }

  private var procPath: String { "/proc/self/fd/\(descriptor)" }
}
