import AudioFile
import Synchronization

/// One refreshed line on a terminal about a whole batch; nothing where standard error is not a terminal.
///
/// Thread: any.
final class BatchProgress: Sendable {
  private struct State {
    var survey: RenderSurvey
    /// `nil` until the survey is complete.
    var forecast: RenderForecast?
    /// By job.
    var running: [Int: Running] = [:]
    var isBegun: [Bool]
    var endedCount = 0
    var failedCount = 0
    /// Of the finished outputs, in seconds.
    var duration = 0.0
    /// Jobs that were rendered since the forecast last learnt, or before there was one.
    var unseen: [(job: Int, time: RenderTime)] = []
    var nextUpdate: ContinuousClock.Instant
  }

  private struct Running {
    let thread: Int
    var part = 0.0
    var time = RenderTime()
    /// Of what is rendered of the output, in seconds.
    var duration = 0.0
  }

  private static let updateInterval = Duration.milliseconds(100)
  private static let surveyTime = Duration.milliseconds(20)

  let isShown: Bool
  private let jobCount: Int
  private let threadCount: Int
  private let begin = ContinuousClock.now
  private let state: Mutex<State>

  /// - Parameters:
  ///   - isShown: whether standard error is a terminal, and nothing else is shown there.
  ///   - tail: in seconds.
  init(_ plan: RenderPlan, tail: Double, threadCount: Int, isShown: Bool) {
    self.isShown = isShown
    jobCount = plan.jobs.count
    self.threadCount = threadCount
    state = Mutex(
      State(
        survey: RenderSurvey(plan, tail: tail), isBegun: [Bool](repeating: false, count: plan.jobs.count),
        nextUpdate: .now + Self.updateInterval))
  }

  func begin(_ job: Int, on thread: Int) {
    guard isShown else { return }
    state.withLock {
      $0.running[job] = Running(thread: thread)
      $0.isBegun[job] = true
    }
  }

  /// After each block.
  func advance(_ job: Int, _ progress: RenderProgress, _ time: RenderTime) {
    guard isShown else { return }
    state.withLock {
      $0.running[job]?.part =
        Double(progress.renderedFrameCount) / Double(max(1, progress.totalFrameCount))
      $0.running[job]?.duration = Double(progress.renderedFrameCount) / Double(progress.sampleRate)
      $0.running[job]?.time = time
    }
  }

  /// It is rendered, and waits for its name.
  func finish(_ job: Int, _ time: RenderTime) {
    guard isShown else { return }
    state.withLock { state in
      guard state.running.removeValue(forKey: job) != nil else { return }
      state.unseen.append((job, time))
    }
  }

  func end(_ job: Int, _ outcome: RenderOutcome) {
    guard isShown else { return }
    state.withLock { state in
      state.running[job] = nil
      state.endedCount += 1
      switch outcome {
      case .done(let report): state.duration += report.duration
      case .failed: state.failedCount += 1
      case .skipped: break
      }
    }
  }

  /// Draws at most ten times a second.
  func update() {
    guard isShown else { return }
    state.withLock { state in
      let now = ContinuousClock.now
      guard now >= state.nextUpdate else { return }
      learn(&state)
      Console.progress(line(state, elapsed: (now - begin) / .seconds(1)))
      // Of a batch of very many files the rest takes some time to play through.
      let duration = ContinuousClock.now - now
      state.nextUpdate = now + max(Self.updateInterval, duration * 50)
    }
  }

  /// A line that stays, above the one that is refreshed.
  func warn(_ text: String) {
    state.withLock { _ in
      if isShown { Console.progress("") }
      Console.warning(text)
    }
  }

  /// What it came to takes the line's place.
  func finish() {
    guard isShown else { return }
    state.withLock { state in
      let elapsed = (ContinuousClock.now - begin) / .seconds(1)
      let speed = elapsed > 0 ? state.duration / elapsed : 0
      Console.progress(
        "\(count(state)): \(Format.time(state.duration)) in \(Format.time(elapsed)), "
          + "\(Format.fixed(speed, 1))x real time\n")
    }
  }

  private func learn(_ state: inout State) {
    if state.forecast == nil { state.forecast = state.survey.advance(for: Self.surveyTime) }
    guard state.forecast != nil else { return }
    for (job, time) in state.unseen { state.forecast?.finish(job, time) }
    state.unseen = []
  }

  private func line(_ state: State, elapsed: Double) -> String {
    let running = state.running.map {
      RenderForecast.Running(job: $0, thread: $1.thread, part: $1.part, time: $1.time)
    }
    let duration = state.running.values.reduce(state.duration) { $0 + $1.duration }
    let left = state.forecast?
      .secondsLeft(running, isBegun: state.isBegun, threadCount: threadCount)
    return "\(count(state)): \(Format.fixed(duration / elapsed, 1))x real time"
      + (left.map { ", \(Format.time($0)) left" } ?? "")
  }

  private func count(_ state: State) -> String {
    let failed = state.failedCount > 0 ? ", \(state.failedCount) failed" : ""
    return "\(state.endedCount) of \(Format.count(jobCount, "file"))\(failed)"
  }
}
