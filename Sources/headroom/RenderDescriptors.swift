import Glibc

/// How many files a batch may have open, by the process's limit of descriptors.
struct RenderDescriptors {
  /// What is open beside them: standard streams, a header that is looked at, libraries.
  private static let otherCount = 24

  /// Rendered files that may wait for the disk, beside those that its threads have.
  let waitingFileLimit: Int
  /// Files that may be rendered at a time, beside one for each thread that waits to be: an input and an output each.
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
    openFileLimit = max(0, rest / 2 - threadCount)
  }
}
