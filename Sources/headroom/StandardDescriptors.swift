import Glibc

/// Standard input, output and error, which a parent may have closed. The next file that is opened would
/// take their place, and audio or messages would go into it.
enum StandardDescriptors {
  /// In the place of what is closed comes what fails: reading from a file that is open for writing only,
  /// writing to one that is open for reading only.
  static func makeSureTheyAreOpen() {
    for (descriptor, mode) in [
      (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY),
    ] where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest free number is taken, and those below are open by now.
      _ = open("/dev/null", mode)
    }
  }
}
