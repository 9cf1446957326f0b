import CRealtime
import CThread
import Glibc

/// What the thread does before its body, and the place where it and its maker meet: once when it is set up,
/// once when it has its priority.
final class AudioThreadStart: @unchecked Sendable {
  /// Written before the first meeting, read after it.
  private(set) var id: pid_t = 0

  private let body: @Sendable () -> Void
  private let barrier = UnsafeMutablePointer<pthread_barrier_t>.allocate(capacity: 1)

  init(body: @escaping @Sendable () -> Void) {
    self.body = body
    pthread_barrier_init(barrier, nil, 2)
  }

  deinit {
    pthread_barrier_destroy(barrier)
    barrier.deallocate()
  }

  /// Waits until both are here.
  func meet() { pthread_barrier_wait(barrier) }

  /// Everything, except what a thread brings upon itself: faults, so that a crash is reported as on any other
  /// thread, and SIGXCPU, which takes the priority away from a thread that never sleeps.
  static var blockedSignals: sigset_t {
    var signals = sigset_t()
    sigfillset(&signals)
    for signal in [SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGXCPU] { sigdelset(&signals, signal) }
    return signals
  }

  /// The thread's first function. Its argument is an `AudioThreadStart` that outlives it.
  static let run: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
    guard let context else { return nil }
    let start = Unmanaged<AudioThreadStart>.fromOpaque(context).takeUnretainedValue()
    start.setUp()
    start.meet()
    start.meet()
    start.body()
    return nil
  }

  private func setUp() {
    id = headroom_thread_id()
    headroom_thread_set_name("headroom-audio")
    headroom_thread_populate_stack()
    _ = headroom_fp_mode_enter()
  }
}
