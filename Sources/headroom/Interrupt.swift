import Glibc
import Synchronization

/// Ctrl-C and its kin, as something to ask about: rendering stops at the next block and leaves no file.
enum Interrupt {
  /// The signal that came; 0 while none has.
  private static let received = Atomic<Int32>(0)

  /// Listens. The second signal of a kind ends the process as if nobody listened.
  static func install() {
    // Made before a handler could be the first to use it.
    received.store(0, ordering: .relaxed)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { Interrupt.received.store($0, ordering: .relaxed) }
      // Without SA_RESTART: waiting for standard input ends too.
      action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
      sigaction(number, &action, nil)
    }
  }

  static var isRequested: Bool { received.load(ordering: .relaxed) != 0 }

  /// 130 for Ctrl-C, as a shell has it.
  static var exitCode: Int32 { 128 + received.load(ordering: .relaxed) }
}
