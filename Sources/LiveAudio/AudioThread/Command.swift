@preconcurrency import Glibc

/// A program that is run for a short answer, and not waited for beyond a deadline. It has no input, and its
/// errors go nowhere.
struct Command {
  enum Failure: Error, Equatable {
    /// It could not be started: errno.
    case notStarted(Int32)
    /// It ended with an exit code other than 0, or by a signal.
    case failed
    /// It was killed.
    case tookTooLong
  }

  private let words: [String]

  /// - Parameter words: the program, looked up on PATH if it has no slash, and its arguments.
  init(_ words: [String]) { self.words = words }

  /// Its standard output: as much as a pipe holds, 64 KiB.
  func output(within timeout: Duration) throws(Failure) -> String {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .notStarted(errno) }
    defer { close(ends[0]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    // Something else may hold the other end even after the program has ended.
    _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
    let child: pid_t
    do {
      defer { close(ends[1]) }
      child = try spawn(writingTo: ends[1])
    }
    try wait(for: child, within: timeout)
    return text(from: ends[0])
  }

  private func spawn(writingTo output: Int32) throws(Failure) -> pid_t {
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0)

    let arguments = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var child: pid_t = 0
    let error = posix_spawnp(&child, words[0], &files, nil, arguments, environ)
    guard error == 0 else { throw .notStarted(error) }
    return child
  }

  private func wait(for child: pid_t, within timeout: Duration) throws(Failure) {
    let deadline = ContinuousClock.now + timeout
    var status: Int32 = 0
    while waitpid(child, &status, WNOHANG) == 0 {
      if ContinuousClock.now > deadline {
        kill(child, SIGKILL)
        waitpid(child, &status, 0)
        throw .tookTooLong
      }
      usleep(2000)
    }
    guard status == 0 else { throw .failed }
  }

  private func text(from descriptor: Int32) -> String {
    String(unsafeUninitializedCapacity: 65_536) { max(0, read(descriptor, $0.baseAddress, $0.count)) }
  }
}
