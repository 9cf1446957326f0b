import Glibc
import Synchronization

/// SIGHUP, as daemons have it: something to load again.
enum HangUp {
  private static let isRequested = Atomic<Bool>(false)

  /// Also where whoever started this ignores the signal, as nohup does: it asks for nothing that could hurt.
  static func install() {
    isRequested.store(false, ordering: .relaxed)
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in HangUp.isRequested.store(true, ordering: .relaxed) }
    sigaction(SIGHUP, &action, nil)
    var unblocked = sigset_t()
    sigemptyset(&unblocked)
    sigaddset(&unblocked, SIGHUP)
    pthread_sigmask(SIG_UNBLOCK, &unblocked, nil)
  }

  /// Whether it has come since the last time.
  static func takeRequest() -> Bool { isRequested.exchange(false, ordering: .relaxed) }
}
