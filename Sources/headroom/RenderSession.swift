import AudioFile
import NAMFormat
import NeuralAmp
import Synchronization

/// Renders the files of a plan and keeps account.
///
/// Thread: the main thread; jobs run on those of the scheduler.
final class RenderSession: Sendable {
  private let plan: RenderPlan
  private let settings: RenderSettings
  private let models: RenderModels
  private let progress: BatchProgress
  /// By job; `nil` for those that were not begun, or not ended.
  private let outcomes: Mutex<[RenderOutcome?]>
  /// In the order in which they were made.
  private let madeFolders = Mutex<[String]>([])
  /// Time that rendering took, in seconds.
  private let elapsed = Mutex(0.0)

  init(_ plan: RenderPlan, _ settings: RenderSettings) {
    self.plan = plan
    self.settings = settings
    let progress = BatchProgress(
      plan, tail: settings.options.tail, threadCount: settings.threadCount,
      isShown: plan.jobs.count > 1 && Console.errorIsTerminal)
    self.progress = progress
    models = RenderModels(plan, quality: settings.quality) { progress.warn($0) }
    outcomes = Mutex([RenderOutcome?](repeating: nil, count: plan.jobs.count))
  }

  var summary: RenderSummary {
    RenderSummary(plan, outcomes.withLock { $0 }, elapsed: elapsed.withLock { $0 })
  }

  /// Returns the exit code.
  func run() -> Int32 {
    Interrupt.install()
    let begin = ContinuousClock.now
    RenderScheduler(threadCount: settings.threadCount).run(jobCount: plan.jobs.count) { job, thread in
      self.run(job, on: thread)
    } watch: {
      progress.update()
    }
    elapsed.withLock { $0 = (ContinuousClock.now - begin) / .seconds(1) }
    progress.finish()
    madeFolders.withLock { FilePath.removeEmptyFolders($0) }
    return report()
  }

  /// Says what would be done, and does nothing. Returns the exit code.
  func rehearse() -> Int32 {
    Interrupt.install()
    for (index, job) in plan.jobs.enumerated() where !Interrupt.isRequested {
      let isSkipped = settings.resumes && isDone(job)
      if isSkipped { outcomes.withLock { $0[index] = .skipped } }
      models.giveBack(job.model)
    }
    return Interrupt.isRequested ? Interrupt.exitCode : ExitCode.done
  }

  /// A line for each job.
  var rehearsal: String {
    let isSkipped = outcomes.withLock { $0.map { $0 != nil } }
    let lines = zip(plan.jobs, isSkipped).map { job, isSkipped in
      let model = plan.models.count > 1 ? " (\(plan.models[job.model]))" : ""
      return Console.printable("\(job.input) -> \(job.output)\(model)\(isSkipped ? ": done already" : "")")
    }
    return lines.joined(separator: "\n")
  }

  private func isDone(_ job: RenderPlan.Job) -> Bool {
    guard job.input != "-", FilePath.isRegularFile(job.output),
      case .success(let model) = models.take(job.model)
    else { return false }
    return Renderer(model, options: settings.options(for: job)).isRendered(job.input, as: job.output)
  }

  private func run(_ index: Int, on thread: Int) {
    let job = plan.jobs[index]
    progress.begin(index, on: thread)
    defer { models.giveBack(job.model) }
    guard let outcome = settings.resumes && isDone(job) ? .skipped : render(job, on: thread) else { return }
    outcomes.withLock { $0[index] = outcome }
    progress.end(on: thread, outcome)
    progress.update()
  }

  /// `nil` where it was stopped.
  private func render(_ job: RenderPlan.Job, on thread: Int) -> RenderOutcome? {
    switch models.take(job.model) {
    case .failure(let error): return .failed(error.description)
    case .success(let model):
      if job.makesFolder, let reason = makeFolder(FilePath.parent(of: job.output)) { return .failed(reason) }
      return render(job, through: Renderer(model, options: settings.options(for: job)), on: thread)
    }
  }

  private func makeFolder(_ path: String) -> String? {
    madeFolders.withLock { FilePath.makeFolder(path, &$0) }
  }

  private func render(_ job: RenderPlan.Job, through renderer: Renderer, on thread: Int) -> RenderOutcome? {
    var line = ProgressLine(Console.printable(job.input), isShown: plan.jobs.count == 1)
    do throws(AudioFileError) {
      let report = try renderer.render(job.input, to: job.output) { state in
        line.update(state)
        progress.advance(thread, state)
        if settings.threadCount == 1 { progress.update() }
        return !Interrupt.isRequested
      }
      line.finish(report)
      warn(about: report)
      return .done(report)
    } catch {
      line.clear()
      return error.problem == .cancelled ? nil : .failed(error.description)
    }
  }

  private func warn(about report: RenderReport) {
    if report.clippedCount > 0 {
      let peak = Decibels.decibels(report.outputPeak)
      progress.warn(
        "\(report.outputPath): \(Format.count(report.clippedCount, "sample")) clipped, peak "
          + "+\(Format.fixed(peak, 1)) dBFS: lower --output-gain, or --bits 32f")
    }
    if report.nonFiniteCount > 0 {
      progress.warn(
        "\(report.inputPath): \(Format.count(report.nonFiniteCount, "sample")) NaN or infinite, taken for silence"
      )
    }
  }

  /// Names what failed, in the plan's order: what spoilt several files is said once.
  private func report() -> Int32 {
    let outcomes = outcomes.withLock { $0 }
    var said: Set<String> = []
    for case .failed(let reason) in outcomes where said.insert(reason).inserted { Console.error(reason) }
    // A signal after the last file changes nothing.
    if outcomes.contains(where: { $0 == nil }) {
      let doneCount = outcomes.count { if case .failed = $0 { false } else { $0 != nil } }
      Console.error("stopped: \(doneCount) of \(outcomes.count) files are done")
      return Interrupt.exitCode
    }
    return said.isEmpty ? ExitCode.done : ExitCode.unusable
  }
}
