import CThread
import Glibc
import Synchronization

/// The threads of a batch.
struct RenderScheduler {
  private static let watchInterval: useconds_t = 10_000

  /// 1: everything happens on the thread that calls ``run(_:watch:)``.
  let threadCount: Int

  /// CPUs that the process may use.
  static var usableCoreCount: Int { Int(headroom_thread_cpu_count()) }

  /// Runs `work` once on each thread, and waits until all have come back.
  ///
  /// - Parameters:
  ///   - work: is given the thread's number, from 0.
  ///   - watch: on the calling thread, many times a second while others work.
  func run(_ work: @escaping @Sendable (_ thread: Int) -> Void, watch: () -> Void) {
    let running = Running()
    let threads = threadCount > 1 ? start(running, work) : []
    // Without a second thread, or any that the system would give.
    if threads.isEmpty { work(0) }
    while running.count.load(ordering: .acquiring) > 0 {
      watch()
      if Interrupt.isRequested { for thread in threads { thread.wake() } }
      usleep(Self.watchInterval)
    }
    for thread in threads { thread.join() }
  }

  private func start(_ running: Running, _ work: @escaping @Sendable (Int) -> Void) -> [WorkerThread] {
    WorkerThread.installWakeSignal()
    return (0..<threadCount).compactMap { number in
      running.count.add(1, ordering: .relaxed)
      let thread = try? WorkerThread(isWakeable: true) {
        work(number)
        running.count.subtract(1, ordering: .releasing)
      }
      if thread == nil { running.count.subtract(1, ordering: .relaxed) }
      return thread
    }
  }

  private final class Running: Sendable {
    let count = Atomic(0)
  }
}
