import Glibc

/// How many files a batch may have open, by the process's limit of descriptors.
struct RenderDescriptors {
  /// What is open beside them: standard streams, a header that is looked at, libraries.
  private static let otherCount = 24

  /// A file that it has to have, one that waits to be rendered, an input and an output each, and an output that it gives
  /// its name.
  private static let countOfThread = 5

  /// As many as were asked for, or as there are descriptors for.
  let threadCount: Int
  /// Rendered files that may wait for the disk, beside those that its threads have.
  let waitingFileLimit: Int
  /// Files that may be rendered at a time, beside those that each thread has anyway: an input and an output each.
  let openFileLimit: Int

  /// Raises the process's limit as far as anybody may.
  init(threadCount: Int) {
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    var limit = rlimit()
    getrlimit(resource, &limit)
    limit.rlim_cur = limit.rlim_max
    setrlimit(resource, &limit)
    getrlimit(resource, &limit)
    self.init(descriptorLimit: Int(clamping: limit.rlim_cur), threadCount: threadCount)
  }

  init(descriptorLimit: Int, threadCount: Int) {
    waitingFileLimit = min(64, descriptorLimit / 8)
    let rest = descriptorLimit - Self.otherCount - waitingFileLimit - RenderCommitter.threadCount
    self.threadCount = min(threadCount, max(1, rest / Self.countOfThread))
    openFileLimit = max(0, (rest - Self.countOfThread * self.threadCount) / 2)
  }
}
