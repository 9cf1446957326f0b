import Glibc
import Synchronization

/// Ctrl-C and its kin, as something to ask about: rendering stops at the next block and leaves no file.
enum Interrupt {
  /// The signal that came; 0 while none has.
  private static let received = Atomic<Int32>(0)

  /// Listens, but for a signal that whoever started this has chosen to ignore, as nohup does.
  ///
  /// - Parameter endsAtSecond: the second signal of a kind ends the process as if nobody listened.
  static func install(_ numbers: [Int32] = [SIGINT, SIGTERM, SIGHUP], endsAtSecond: Bool = true) {
    // Made before a handler could be the first to use it.
    received.store(0, ordering: .relaxed)
    var unblocked = sigset_t()
    sigemptyset(&unblocked)
    for number in numbers where !isIgnored(number) {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { Interrupt.received.store($0, ordering: .relaxed) }
      // Without SA_RESTART: waiting for standard input ends too.
      action.sa_flags = endsAtSecond ? Int32(bitPattern: UInt32(SA_RESETHAND)) : 0
      sigaction(number, &action, nil)
      sigaddset(&unblocked, number)
    }
    // A program that starts this one from a worker thread hands down that thread's mask.
    pthread_sigmask(SIG_UNBLOCK, &unblocked, nil)
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  static var isRequested: Bool { received.load(ordering: .relaxed) != 0 }

  /// Ends what is going on, where a signal has come.
  static func check() throws(Interrupted) {
    if isRequested { throw Interrupted() }
  }

  /// 130 for Ctrl-C, as a shell has it.
  static var exitCode: Int32 { 128 + received.load(ordering: .relaxed) }
}

/// Someone wants the program to stop.
struct Interrupted: Error {}
