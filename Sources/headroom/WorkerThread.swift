import Glibc

/// A thread beside the main one. Signals never come to it: they are to end the main thread's waiting.
package struct WorkerThread {
  /// The system has no thread to give.
  package struct Unavailable: Error, CustomStringConvertible {
    let code: Int32
    package var description: String { "no thread: \(String(cString: strerror(code)))" }
  }

  private final class Body {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  private var thread = pthread_t()

  /// Nobody sends it but ``wake()``, and whoever does not expect it does not notice it.
  private static let wakeSignal = SIGURG

  /// Has to come before threads that are to be wakeable.
  package static func installWakeSignal() {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in }
    // Without SA_RESTART: waiting ends.
    sigaction(wakeSignal, &action, nil)
  }

  /// `pthread_create`.
  package init(isWakeable: Bool = false, _ run: @escaping @Sendable () -> Void) throws(Unavailable) {
    let body = Unmanaged.passRetained(Body(run))
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    if isWakeable { sigdelset(&all, Self.wakeSignal) }
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let code = pthread_create(&thread, nil, Self.run, body.toOpaque())
    guard code == 0 else {
      body.release()
      throw Unavailable(code: code)
    }
  }

  private static let run: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { body in
    body.map { Unmanaged<Body>.fromOpaque($0).takeRetainedValue().run() }
    return nil
  }

  /// Ends a system call that the thread waits in, as a signal does: not one that it is about to begin. Not after
  /// ``join()``.
  package func wake() { pthread_kill(thread, Self.wakeSignal) }

  /// Waits until it has ended; once.
  package func join() { pthread_join(thread, nil) }
}
