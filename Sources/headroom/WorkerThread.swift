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

  /// `pthread_create`.
  package init(_ run: @escaping @Sendable () -> Void) throws(Unavailable) {
    let body = Unmanaged.passRetained(Body(run))
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
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

  /// Waits until it has ended; once.
  package func join() { pthread_join(thread, nil) }
}
