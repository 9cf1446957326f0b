import Glibc

/// A file that appears under its name only when it is complete.
///
/// It is written without a name where the file system can (`O_TMPFILE`), so that even a killed process
/// leaves nothing behind; else under a temporary name in the same folder. ``commit()`` syncs it and moves
/// it to its name in one step. An existing file is replaced by a complete one or not at all.
final class PendingFile {
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
      try Self.check(target, replacing: replacing)
      self.destination = .path(target, replacing: replacing)
      let nameless = TemporaryFile.nameless(in: Self.folder(of: target))
      if nameless >= 0 && Self.canBeNamed(nameless) {
        descriptor = nameless
      } else {
        if nameless >= 0 { close(nameless) }
        let temporary = Self.temporaryPath(beside: target)
        descriptor = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .init(errno: errno) }
        temporaryPath = temporary
      }
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
      let temporary = try nameTemporarily(beside: path)
      try Self.move(temporary, to: path, replacing: replacing)
      temporaryPath = nil
    }
  }

  private func nameTemporarily(beside path: String) throws(AudioFileError.Problem) -> String {
    if let temporaryPath { return temporaryPath }
    let temporary = Self.temporaryPath(beside: path)
    guard linkat(AT_FDCWD, Self.procPath(descriptor), AT_FDCWD, temporary, AT_SYMLINK_FOLLOW) == 0 else {
      throw .init(errno: errno)
    }
    temporaryPath = temporary
    return temporary
  }

  private static func move(
    _ temporary: String, to path: String, replacing: Bool
  ) throws(AudioFileError.Problem) {
    if replacing {
      guard rename(temporary, path) == 0 else { throw .init(errno: errno) }
      return
    }
    // Unlike `rename`, `link` never replaces.
    if link(temporary, path) == 0 {
      unlink(temporary)
      return
    }
    if errno == EEXIST { throw .exists }
    // A file system without hard links: look first. Only another process could come between.
    guard errno == EPERM || errno == EOPNOTSUPP else { throw .init(errno: errno) }
    if access(path, F_OK) == 0 { throw .exists }
    guard rename(temporary, path) == 0 else { throw .init(errno: errno) }
  }

  private static func check(_ path: String, replacing: Bool) throws(AudioFileError.Problem) {
    var status = stat()
    let folder = folder(of: path)
    guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw .folderMissing(folder)
    }
    guard stat(path, &status) == 0 else { return }
    guard replacing else { throw .exists }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notRegularFile }
  }

  /// Where a symbolic link points, so that the link stays and its target is replaced.
  private static func resolvingLink(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func temporaryPath(beside path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    let unique = String(UInt32.random(in: 0 ... .max), radix: 36)
    // A name of 255 bytes must still have room for the rest.
    return "\(folder(of: path))/.\(name.prefix(60)).headroom-\(unique)"
  }

  private static func procPath(_ descriptor: Int32) -> String { "/proc/self/fd/\(descriptor)" }

  /// A nameless file gets its name through /proc, which a container may lack.
  private static func canBeNamed(_ descriptor: Int32) -> Bool {
    access(procPath(descriptor), F_OK) == 0
  }
}
