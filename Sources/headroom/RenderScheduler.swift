import CThread
import Glibc
import Synchronization

/// Spreads the jobs of a batch over threads, in their order: whoever is free takes the next one.
struct RenderScheduler {
  private static let watchInterval: useconds_t = 10_000

  /// 1: everything happens on the thread that calls ``run(jobCount:_:watch:)``.
  let threadCount: Int

  /// CPUs that the process may use.
  static var usableCoreCount: Int { Int(headroom_thread_cpu_count()) }

  /// Runs `work` for each job's number from 0, until there are no more or a signal has come.
  ///
  /// - Parameters:
  ///   - work: on any of the threads; the second number is the thread's, from 0.
  ///   - watch: on the calling thread, many times a second while others work.
  func run(jobCount: Int, _ work: @escaping @Sendable (_ job: Int, _ thread: Int) -> Void, watch: () -> Void)
  {
    let queue = Queue(jobCount)
    let threads = threadCount > 1 ? start(min(threadCount, jobCount), queue, work) : []
    // Without a second thread, or any that the system would give.
    if threads.isEmpty { queue.work(0, work) }
    while queue.runningCount > 0 {
      watch()
      if Interrupt.isRequested { for thread in threads { thread.wake() } }
      usleep(Self.watchInterval)
    }
    for thread in threads { thread.join() }
  }

  private func start(
    _ count: Int, _ queue: Queue, _ work: @escaping @Sendable (Int, Int) -> Void
  ) -> [WorkerThread] {
    WorkerThread.installWakeSignal()
    return (0..<count).compactMap { number in
      queue.join()
      let thread = try? WorkerThread(isWakeable: true) {
        queue.work(number, work)
        queue.leave()
      }
      if thread == nil { queue.leave() }
      return thread
    }
  }

  private final class Queue: Sendable {
    private let jobCount: Int
    private let next = Atomic(0)
    private let running = Atomic(0)

    init(_ jobCount: Int) { self.jobCount = jobCount }

    var runningCount: Int { running.load(ordering: .acquiring) }

    func join() { running.add(1, ordering: .relaxed) }

    func leave() { running.subtract(1, ordering: .releasing) }

    func work(_ thread: Int, _ work: (Int, Int) -> Void) {
      while !Interrupt.isRequested {
        let job = next.add(1, ordering: .relaxed).oldValue
        guard job < jobCount else { return }
        work(job, thread)
      }
    }
  }
}
