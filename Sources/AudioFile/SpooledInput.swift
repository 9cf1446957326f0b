import Glibc

/// A pipe as something libsndfile can seek in.
enum SpooledInput {
  /// The descriptor itself where it can seek, else a nameless copy of what it gives on disk: audio formats
  /// keep what is needed first at the end, and memory must not grow with the length.
  ///
  /// Takes the descriptor over, also where it throws.
  static func seekable(_ descriptor: Int32) throws(AudioFileError.Problem) -> Int32 {
    if lseek(descriptor, 0, SEEK_CUR) >= 0 { return descriptor }
    defer { close(descriptor) }
    let file = try TemporaryFile.nameless()
    do throws(AudioFileError.Problem) {
      try FileCopy.copy(from: descriptor, to: file)
      guard lseek(file, 0, SEEK_SET) == 0 else { throw .init(errno: errno) }
      return file
    } catch {
      close(file)
      throw error
    }
  }
}

/// Everything that is left in one descriptor, to another. Both may be pipes, where waiting has no end of its
/// own: a signal whose handler does not restart system calls ends the copy as cancelled.
enum FileCopy {
  static func copy(from source: Int32, to target: Int32) throws(AudioFileError.Problem) {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(source, &chunk, chunk.count)
      guard count >= 0 else { throw .init(errno: errno) }
      if count == 0 { return }
      try writeAll(chunk, count, to: target)
    }
  }

  private static func writeAll(
    _ bytes: [UInt8], _ count: Int, to target: Int32
  ) throws(AudioFileError.Problem) {
    var done = 0
    while done < count {
      let written = bytes.withUnsafeBytes { write(target, $0.baseAddress?.advanced(by: done), count - done) }
      guard written >= 0 else { throw .init(errno: errno) }
      done += written
    }
  }
}

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
