import Glibc

/// Asks the kernel to keep the processors out of sleep states that take time to wake from, for as long as it
/// lives. Waking from a deep one takes up to a few hundred µs, out of a period.
public struct CPULatency: ~Copyable {
  private let descriptor: Int32

  /// - Parameter path: the kernel's request file; a request holds while it is open.
  /// - Returns: nil where that is not permitted, as it is for root only on most systems.
  public init?(path: String = "/dev/cpu_dma_latency") {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    if descriptor < 0 { return nil }
    var microseconds: Int32 = 0
    guard write(descriptor, &microseconds, 4) == 4 else {
      close(descriptor)
      return nil
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }
}
