import Glibc

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
