import Glibc

/// When files were last written.
enum FileAge {
  /// Whether there is a regular file that was written no earlier than any of the others, all of which exist.
  static func isFile(_ path: String, asNewAs others: [String]) -> Bool {
    guard let time = modification(of: path) else { return false }
    return others.allSatisfy { modification(of: $0).map { $0 <= time } ?? false }
  }

  /// Seconds and nanoseconds; `nil` where it is no regular file.
  private static func modification(of path: String) -> (Int, Int)? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
  }
}
