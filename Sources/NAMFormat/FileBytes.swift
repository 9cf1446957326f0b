import Glibc

/// The bytes of a file, whole.
enum FileBytes {
  /// - Parameter limit: the most bytes that are accepted.
  static func read(_ path: String, limit: Int) throws(NAMFileError) -> [UInt8] {
    do throws(NAMFileError.Problem) {
      let descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw problem(errno) }
      defer { close(descriptor) }
      return try readAll(descriptor, limit: limit)
    } catch {
      throw NAMFileError(path: path, problem: error)
    }
  }

  private static func readAll(
    _ descriptor: Int32, limit: Int
  ) throws(NAMFileError.Problem) -> [UInt8] {
    var bytes: [UInt8] = []
    // The size is a first guess only: a pipe has none, and a file may grow.
    var status = stat()
    if fstat(descriptor, &status) == 0 {
      guard Int(status.st_size) <= limit else { throw .tooLarge(limit: limit) }
      bytes.reserveCapacity(Int(status.st_size) + 1)
    }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw problem(errno) }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
      guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
    }
  }

  private static func problem(_ code: Int32) -> NAMFileError.Problem {
    switch code {
    case ENOENT: .missing
    case EISDIR: .directory
    case EACCES, EPERM: .permissionDenied
    default: .unreadable(String(cString: strerror(code)))
    }
  }
}
