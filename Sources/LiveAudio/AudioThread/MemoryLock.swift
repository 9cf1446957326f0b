import Glibc

/// Whether the process's memory stays in memory, now and later, so that no page of it has to be read back from
/// disk on the audio thread.
public enum MemoryLock: Equatable, Sendable {
  /// All of it, what is allocated later too.
  case all
  /// None, and why.
  case none(reason: String)

  /// Locks all memory, where no limit is in the way. Under a limit it locks none: with future memory locked
  /// too, every allocation beyond the limit would fail.
  ///
  /// Thread: not the audio thread; everything that the process has is read into memory.
  public static func acquire() -> MemoryLock { acquire(with: .system) }

  static func acquire(with calls: MemoryCalls) -> MemoryLock {
    let limit = calls.limit()
    guard limit == ResourceLimit.unlimited || calls.isPrivileged() else {
      return .none(reason: "RLIMIT_MEMLOCK is \(limit / 1024) KiB")
    }
    let error = calls.lockAll()
    return error == 0 ? .all : .none(reason: "mlockall: \(String(cString: strerror(error)))")
  }
}

/// The system calls behind ``MemoryLock``, replaceable in tests.
struct MemoryCalls {
  /// RLIMIT_MEMLOCK in bytes, as high as it goes.
  var limit: () -> rlim_t
  /// Whether the limit does not count for this process.
  var isPrivileged: () -> Bool
  /// mlockall(2): 0, or errno.
  var lockAll: () -> Int32

  static var system: MemoryCalls {
    MemoryCalls(
      limit: { ResourceLimit.lockedBytes.raised() },
      isPrivileged: { Capability.ipcLock.isEffective },
      lockAll: { mlockall(Int32(MCL_CURRENT) | Int32(MCL_FUTURE)) == 0 ? 0 : errno })
  }
}
