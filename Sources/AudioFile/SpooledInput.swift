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
