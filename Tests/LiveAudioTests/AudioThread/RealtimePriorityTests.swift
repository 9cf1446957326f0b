import Glibc
import Synchronization
import Testing

@testable import LiveAudio

/// A kernel and a RealtimeKit that grant as they are told, and remember what they were asked.
private final class FakeSystem: Sendable {
  private let asked = Mutex<[String]>([])
  private let state = Mutex(Scheduler.State(policy: SCHED_OTHER, priority: 0))

  let limit: Int
  /// The highest priority that SCHED_FIFO takes.
  let allowed: Int
  /// What RealtimeKit grants; nil if it is not there.
  let granted: Int?
  /// Whether what is granted happens.
  let isHonest: Bool

  init(limit: Int = 0, allowed: Int = 0, granted: Int? = nil, isHonest: Bool = true) {
    (self.limit, self.allowed, self.granted, self.isHonest) = (limit, allowed, granted, isHonest)
  }

  var questions: [String] { asked.withLock { $0 } }

  private func ask(_ question: String) { asked.withLock { $0.append(question) } }

  private func become(_ policy: Int32, _ priority: Int) {
    if isHonest { state.withLock { $0 = Scheduler.State(policy: policy, priority: priority) } }
  }

  var scheduler: Scheduler {
    Scheduler(
      priorityLimit: { self.limit },
      setFIFO: { _, priority in
        self.ask("FIFO \(priority)")
        if priority > self.allowed { return EPERM }
        self.become(SCHED_FIFO, priority)
        return 0
      },
      askRealtimeKit: { _, priority throws(RealtimeKit.Refusal) in
        self.ask("rtkit \(priority)")
        guard let granted = self.granted else { throw RealtimeKit.Refusal(reason: "is not there") }
        self.become(SCHED_RR, granted)
        return granted
      },
      state: { _ in self.state.withLock { $0 } })
  }
}

struct RealtimePriorityTests {
  @Test(arguments: [
    // By right.
    (FakeSystem(allowed: 99), RealtimePriority.fifo(70), ["FIFO 70"]),
    (FakeSystem(limit: 95, allowed: 95), .fifo(70), ["FIFO 70"]),
    // A limit below it.
    (FakeSystem(limit: 30, allowed: 30, granted: 20), .fifo(30), ["FIFO 70", "FIFO 30"]),
    // RealtimeKit.
    (FakeSystem(granted: 20), .rtkit(20), ["FIFO 70", "rtkit 70"]),
    // A limit that does not hold, as where a control group has no real time.
    (FakeSystem(limit: 95, granted: 20), .rtkit(20), ["FIFO 70", "rtkit 70"]),
    (FakeSystem(limit: 30, granted: 20), .rtkit(20), ["FIFO 70", "FIFO 30", "rtkit 70"]),
    // Nothing.
    (
      FakeSystem(), .normal(reason: "SCHED_FIFO: Operation not permitted; RealtimeKit is not there"),
      ["FIFO 70", "rtkit 70"]
    ),
    // Granted, but the kernel knows nothing of it.
    (
      FakeSystem(allowed: 99, granted: 20, isHonest: false),
      .normal(reason: "SCHED_FIFO: without effect; RealtimeKit: without effect"), ["FIFO 70", "rtkit 70"]
    ),
  ])
  private func fallsBackInOrder(_ system: FakeSystem, _ expected: RealtimePriority, _ questions: [String]) {
    #expect(RealtimePriority.acquire(for: 1, wanted: 70, from: system.scheduler) == expected)
    #expect(system.questions == questions)
  }

  @Test(arguments: [0, 100]) func prioritiesAre1To99(_ wanted: Int) async {
    await #expect(processExitsWith: .failure) { [wanted] in
      _ = RealtimePriority.acquire(for: 0, wanted: wanted)
    }
  }

  /// Whatever this process may do: what is reported is what the kernel says.
  @Test func theReportIsTrue() throws {
    var scheduler = Scheduler.system
    scheduler.askRealtimeKit = { _, _ throws(RealtimeKit.Refusal) in throw RealtimeKit.Refusal(reason: "away")
    }
    let thread = try AudioThread(
      priority: { [scheduler] in RealtimePriority.acquire(for: $0, wanted: 40, from: scheduler) },
      body: { usleep(50_000) })
    let isFIFO = Scheduler.system.state(thread.id).isFIFO(40)
    switch thread.priority {
    case .fifo(40): #expect(isFIFO)
    case .normal, .fifo: #expect(!isFIFO)
    case .rtkit: Issue.record("RealtimeKit is away")
    }
    #expect(thread.join(within: .seconds(2)))
  }
}
