import CThread
import Glibc

/// The thread that plays: one body, run once, on a thread that is set up for it before the body begins.
///
/// The thread is named `headroom-audio`, flushes denormals to zero, has its whole stack in memory, takes no
/// signals but those of its own faults and of overruns (see ``RealtimePriority``), and has its priority already.
///
/// Thread: the controlling thread makes it and joins it. What the body may do is up to the body.
public final class AudioThread {
  /// Bytes of stack, all in memory before the body begins.
  public static let stackSize = 512 * 1024

  /// The kernel's number of the thread.
  public let id: pid_t

  /// What was got when it started.
  public let priority: RealtimePriority

  private let handle: pthread_t
  private let start: Unmanaged<AudioThreadStart>
  private var hasEnded = false

  /// Starts the thread and returns when the body may run.
  ///
  /// - Parameters:
  ///   - acquire: gives the thread of that number its priority; called here, not on the audio thread.
  ///   - body: runs on the audio thread. It is freed by ``join(within:)``, never there.
  /// - Throws: where the system has no room for another thread.
  public init(
    priority acquire: (pid_t) -> RealtimePriority = { RealtimePriority.acquire(for: $0) },
    body: @escaping @Sendable () -> Void
  ) throws(LiveAudioError) {
    let context = AudioThreadStart(body: body)
    handle = try Self.create(context)
    start = .passRetained(context)
    context.meet()
    id = context.id
    priority = acquire(id)
    context.meet()
  }

  /// A thread that was not joined keeps what it uses.
  deinit {
    if !hasEnded { pthread_detach(handle) }
  }

  /// Whether the kernel runs it in real time now. It no longer does after an overrun under RealtimeKit's time
  /// limit, or when RealtimeKit has found the system stalled.
  public var isRealTime: Bool { Scheduler.system.state(id).isRealTime }

  /// Waits for the body to return, and tells whether it has: false once `timeout` is over.
  public func join(within timeout: Duration) -> Bool {
    if hasEnded { return true }
    hasEnded = headroom_thread_join(handle, UInt64(max(.zero, timeout) / .nanoseconds(1))) == 0
    if hasEnded { start.release() }
    return hasEnded
  }

  private static func create(_ start: AudioThreadStart) throws(LiveAudioError) -> pthread_t {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackSize)

    // A thread begins with its maker's mask.
    var blocked = AudioThreadStart.blockedSignals
    var before = sigset_t()
    pthread_sigmask(SIG_SETMASK, &blocked, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }

    var handle = pthread_t()
    let context = Unmanaged.passUnretained(start).toOpaque()
    let error = pthread_create(&handle, &attributes, AudioThreadStart.run, context)
    guard error == 0 else {
      throw LiveAudioError(device: "audio thread", problem: .call("pthread_create", code: -error))
    }
    return handle
  }
}
