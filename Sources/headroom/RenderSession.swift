import AudioFile
import NAMFormat
import NeuralAmp
import Synchronization

/// The files of a plan, what becomes of them, and what their threads share.
///
/// Thread: any, but for `run` and `rehearse`: the main thread.
final class RenderSession: Sendable {
  /// What files that are open at a time may hold together, in bytes.
  private static let byteLimit = 96_000_000

  let plan: RenderPlan
  let settings: RenderSettings
  let queue: RenderQueue
  let board = ChunkBoard()
  private let models: RenderModels
  private let progress: BatchProgress
  /// By job; `nil` for those that were not begun, or not ended.
  private let outcomes: Mutex<[RenderOutcome?]>
  /// In the order in which they were made.
  private let madeFolders = Mutex<[String]>([])
  private let descriptors: RenderDescriptors
  /// What open files hold, in bytes, by job.
  private let reserved = Mutex<[Int: Int]>([:])
  /// Of the only file.
  private let line: Mutex<ProgressLine>?
  /// While there are several threads.
  private let committer = Mutex<RenderCommitter?>(nil)
  /// Time that rendering took, in seconds.
  private let elapsed = Mutex(0.0)

  init(_ plan: RenderPlan, _ settings: RenderSettings) {
    self.plan = plan
    descriptors = RenderDescriptors(threadCount: settings.threadCount)
    var settings = settings
    settings.threadCount = descriptors.threadCount
    self.settings = settings
    let progress = BatchProgress(
      plan, tail: settings.options.tail, threadCount: settings.threadCount,
      isShown: plan.jobs.count > 1 && Console.errorIsTerminal)
    self.progress = progress
    line =
      plan.jobs.count == 1 ? Mutex(ProgressLine(Console.printable(plan.jobs[0].input), isShown: true)) : nil
    queue = RenderQueue(models: plan.jobs.map(\.model), threadCount: settings.threadCount)
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
    if settings.threadCount > 1 && plan.jobs.count > 1 {
      committer.withLock {
        $0 = RenderCommitter(limit: descriptors.waitingFileLimit) { [unowned self] in self.commit($0, $1) }
      }
    }
    RenderScheduler(threadCount: settings.threadCount).run { thread in
      RenderWorker(self, number: thread).run()
    } watch: {
      progress.update()
    }
    committer.withLock { $0.take() }?.finish()
    elapsed.withLock { $0 = (ContinuousClock.now - begin) / .seconds(1) }
    progress.finish()
    // Files that are being written have no names: to others' shards a folder without any may be full.
    if !plan.isShard { madeFolders.withLock { FilePath.removeEmptyFolders($0) } }
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

  // MARK: A job

  func begin(_ index: Int, on thread: Int) { progress.begin(index, on: thread) }

  /// Gets it ready to be rendered. `nil`: it is done already.
  func open(
    _ index: Int, _ stock: RenderStock
  ) -> Result<(job: RenderJob, model: RenderModel)?, RenderFailure> {
    let job = plan.jobs[index]
    if settings.resumes && isDone(job) { return .success(nil) }
    return Result { () throws(RenderFailure) in
      let model = try models.take(job.model).mapError(RenderFailure.init).get()
      if job.makesFolder { try makeFolder(FilePath.parent(of: job.output)) }
      do throws(AudioFileError) {
        let options = settings.options(for: job)
        return (try RenderJob(job.input, to: job.output, through: model, options, stock), model)
      } catch {
        throw RenderFailure(error)
      }
    }
  }

  /// How far it is.
  func advance(_ index: Int, _ state: RenderProgress, _ time: RenderTime) {
    line?.withLock { $0.update(state) }
    progress.advance(index, state, time)
    if settings.threadCount == 1 { progress.update() }
  }

  /// It is rendered, and to be given its name.
  func finish(_ index: Int, _ file: FinishedRender) {
    queue.end(index)
    progress.finish(index, file.time)
    let committer = committer.withLock { $0 }
    // Who reads a pipe may let its writer wait: only the threads that render are woken by a signal.
    if let committer, plan.jobs[index].output != "-" {
      committer.add(index, file)
    } else {
      commit(index, file)
    }
  }

  private func commit(_ index: Int, _ file: FinishedRender) {
    do throws(AudioFileError) {
      let report = try file.commit()
      line?.withLock { $0.finish(report) }
      warn(about: report)
      note(index, .done(report))
    } catch {
      note(index, RenderFailure(error))
    }
  }

  /// It is not rendered, since that failed.
  func fail(_ index: Int, _ failure: RenderFailure) {
    queue.end(index)
    note(index, failure)
  }

  /// It is not rendered, since it was done before.
  func skip(_ index: Int) {
    queue.end(index)
    note(index, .skipped)
  }

  private func note(_ index: Int, _ failure: RenderFailure) {
    line?.withLock { $0.clear() }
    // Neither done nor failed.
    guard let reason = failure.reason else { return }
    note(index, .failed(reason))
  }

  private func note(_ index: Int, _ outcome: RenderOutcome) {
    outcomes.withLock { $0[index] = outcome }
    models.giveBack(plan.jobs[index].model)
    progress.end(index, outcome)
    progress.update()
  }

  // MARK: Memory

  /// Whether there are memory and descriptors for a file beside those that are open.
  ///
  /// - Parameter always: whether it has to be found.
  func reserve(_ index: Int, byteCount: Int, always: Bool) -> Bool {
    reserved.withLock { reserved in
      let total = reserved.values.reduce(byteCount, +)
      guard always || total <= Self.byteLimit && reserved.count < descriptors.openFileLimit else {
        return false
      }
      reserved[index] = byteCount
      return true
    }
  }

  func release(_ index: Int) { reserved.withLock { _ = $0.removeValue(forKey: index) } }

  private func makeFolder(_ path: String) throws(RenderFailure) {
    let reason = madeFolders.withLock { FilePath.makeFolder(path, &$0) }
    if let reason { throw RenderFailure(reason: reason) }
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
