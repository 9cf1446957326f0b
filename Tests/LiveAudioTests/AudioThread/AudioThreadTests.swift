import Glibc
import Testing

@testable import LiveAudio

private func ordinary(_: pid_t) -> RealtimePriority { .normal(reason: "not asked for") }

struct AudioThreadTests {
  /// What `look` sees on an audio thread.
  private func seen<Value: Sendable>(_ look: @escaping @Sendable () -> Value) throws -> Value {
    let report = Report<Value>()
    let thread = try AudioThread(priority: ordinary) { report.value = look() }
    #expect(thread.join(within: .seconds(2)))
    return try #require(report.value)
  }

  @Test func runsTheBodyOnAnotherThreadOfThatName() throws {
    #expect(try seen { SystemFile.text("/proc/thread-self/comm") } == "headroom-audio\n")
    #expect(SystemFile.text("/proc/thread-self/comm") != "headroom-audio\n")
  }

  @Test func flushesDenormalsToZero() throws {
    let small = Report<Float>()
    small.value = .leastNormalMagnitude
    #expect(try seen { small.value.map { $0 / 2 } } == 0)
    #expect(small.value.map { $0 / 2 } != 0)
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGALRM, SIGCHLD, SIGPIPE, SIGPROF, SIGUSR1, SIGSEGV, SIGXCPU])
  func takesNoSignalsButItsOwn(_ signal: Int32) throws {
    let isBlocked: @Sendable () -> Bool = {
      var mask = sigset_t()
      pthread_sigmask(SIG_BLOCK, nil, &mask)
      return sigismember(&mask, signal) == 1
    }
    // Tests may run on threads that block most signals themselves.
    var none = sigset_t()
    var before = sigset_t()
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    #expect(try seen(isBlocked) == ![SIGSEGV, SIGXCPU].contains(signal))
    #expect(!isBlocked(), "the maker's mask is as it was")
  }

  @Test func theStackIsInMemory() throws {
    let page = sysconf(Int32(_SC_PAGESIZE))
    // All but what thread-local variables, the frames up to here and rounding take.
    let pageCount = AudioThread.stackSize / page - 16
    let resident = try seen {
      var pages = [UInt8](repeating: 0, count: pageCount)
      var local = 0
      withUnsafeMutableBytes(of: &local) {
        let here = UInt(bitPattern: $0.baseAddress) & ~UInt(page - 1)
        mincore(UnsafeMutableRawPointer(bitPattern: here - UInt(pageCount * page)), pageCount * page, &pages)
      }
      return pages.count { $0 & 1 == 1 }
    }
    #expect(resident == pageCount)
  }

  @Test func hasItsPriorityBeforeTheBodyBegins() throws {
    let wasAsked = Report<pid_t>()
    let seen = Report<pid_t>()
    let thread = try AudioThread(
      priority: { id in
        usleep(20_000)
        wasAsked.value = id
        return .fifo(12)
      },
      body: { seen.value = wasAsked.value })
    #expect(thread.join(within: .seconds(2)))
    #expect(thread.priority == .fifo(12))
    #expect(seen.value == thread.id)
    #expect(thread.id != getpid())
  }

  @Test(.timeLimit(.minutes(1))) func isNotWaitedForLongerThanAsked() throws {
    let mayEnd = Report<Bool>()
    let thread = try AudioThread(priority: ordinary) { while mayEnd.value == nil { usleep(1000) } }
    let time = ContinuousClock().measure { #expect(!thread.join(within: .milliseconds(50))) }
    #expect(time >= .milliseconds(50) && time < .milliseconds(1000))
    mayEnd.value = true
    #expect(thread.join(within: .seconds(2)))
    #expect(thread.join(within: .zero), "it still has ended")
  }

  @Test func joiningFreesWhatTheBodyHolds() throws {
    weak var held: Report<Int>?
    var thread: AudioThread?
    do {
      let report = Report<Int>()
      held = report
      thread = try AudioThread(priority: ordinary) { report.value = 1 }
    }
    #expect(held != nil)
    #expect(thread?.join(within: .seconds(2)) == true)
    #expect(held == nil)
  }

  @Test(.enabled(if: Capability.sysNice.isEffective)) func isRealTimeAsAsked() throws {
    let seen = Report<Scheduler.State>()
    let mayEnd = Report<Bool>()
    let thread = try AudioThread {
      seen.value = Scheduler.system.state(0)
      while mayEnd.value == nil { usleep(1000) }
    }
    #expect(thread.priority == .fifo(70))
    #expect(thread.isRealTime)
    mayEnd.value = true
    #expect(thread.join(within: .seconds(2)))
    #expect(seen.value == Scheduler.State(policy: SCHED_FIFO, priority: 70))
    #expect(!thread.isRealTime, "it has ended")
  }
}
