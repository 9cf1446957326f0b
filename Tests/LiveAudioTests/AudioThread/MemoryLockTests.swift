import CRealtimeProbe
import Glibc
import Testing

@testable import LiveAudio

struct MemoryLockTests {
  @Test(arguments: [
    (ResourceLimit.unlimited, false, 0, MemoryLock.all),
    (8 << 20, true, 0, .all),
    (8 << 20, false, 0, .none(reason: "RLIMIT_MEMLOCK is 8192 KiB")),
    (0, false, 0, .none(reason: "RLIMIT_MEMLOCK is 0 KiB")),
    (ResourceLimit.unlimited, true, ENOMEM, .none(reason: "mlockall: Cannot allocate memory")),
  ])
  func decision(_ limit: rlim_t, _ isPrivileged: Bool, _ error: Int32, _ expected: MemoryLock) {
    var lockCount = 0
    let calls = MemoryCalls(
      limit: { limit }, isPrivileged: { isPrivileged },
      lockAll: {
        lockCount += 1
        return error
      })
    #expect(MemoryLock.acquire(with: calls) == expected)
    #expect(lockCount == (limit == ResourceLimit.unlimited || isPrivileged ? 1 : 0))
  }

  /// In a process of its own, which is locked then: what it allocates later too.
  @Test(
    .enabled(if: Capability.ipcLock.isEffective),
    .disabled(if: headroom_test_is_sanitized(), "sanitizers make mlockall do nothing")
  ) func locksWhatComesLaterToo() async {
    await #expect(processExitsWith: .success) {
      precondition(MemoryLock.acquire() == .all)
      let size = 64 << 20
      let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
      var pages = [UInt8](repeating: 0, count: size / sysconf(Int32(_SC_PAGESIZE)))
      precondition(mincore(memory, size, &pages) == 0)
      precondition(pages.allSatisfy { $0 & 1 == 1 })
    }
  }

  @Test(arguments: [
    ("Name:\tx\nCapPrm:\tffff\nCapEff:\t0000000000004000\n", true),
    ("CapEff:\t000001fffeffffff\n", true),
    ("CapPrm:\t000001ffffffffff\nCapEff:\t0000000000000000\n", false),
    ("CapEff:\t00000000ffffbfff\n", false),
    ("", false),
  ])
  func capability(_ status: String, _ isEffective: Bool) {
    #expect(Capability.ipcLock.isEffective(in: status) == isEffective)
  }
}
