import AudioFile
import NeuralAmp

/// What one thread of a batch does: files side by side where the model lets it, or one after the other, and then chunks
/// of what others are at.
///
/// Thread: one.
final class RenderWorker {
  private struct OpenJob {
    let index: Int
    let job: RenderJob
    let model: RenderModel

    var streamCount: Int { job.shape.streamCount }
  }

  private let session: RenderSession
  /// Of the thread, from 0.
  private let number: Int
  private let stock = RenderStock()
  /// Taken, and not yet begun.
  private var jobs: ArraySlice<Int> = []
  /// Begun, and waiting for room.
  private var waiting: OpenJob?

  init(_ session: RenderSession, number: Int) {
    self.session = session
    self.number = number
  }

  /// Until there is nothing left to do, or a signal has come.
  func run() {
    session.board.enter()
    while !Interrupt.isRequested, let next = waiting ?? openNext(for: nil) {
      waiting = nil
      if next.model.model.isFeedForward, session.settings.threadCount > 1 {
        renderInChunks(next)
      } else {
        renderGroup(next)
      }
    }
    waiting = nil
    session.board.help { $0.help(stock) }
  }

  // MARK: Side by side

  /// Renders a file, and beside it others for its model, as long as there are any.
  private func renderGroup(_ first: OpenJob) {
    let model = session.plan.jobs[first.index].model
    let limit = streamLimit(first)
    jobs += session.queue.take(limit / first.streamCount - 1, for: model)
    let group = RenderGroup(first.model.model, streamLimit: limit, stock)
    waiting = first
    defer { for member in group.progress { session.release(member.id) } }
    repeat {
      fill(group, with: limit > first.streamCount ? model : nil)
      advance(group)
    } while !group.isEmpty && !Interrupt.isRequested
  }

  /// How many streams go side by side: where that is faster, as many as leave other threads their share.
  private func streamLimit(_ first: OpenJob) -> Int {
    if session.settings.isSequential { return first.streamCount }
    let share = session.queue.share(of: session.plan.jobs[first.index].model)
    return max(
      StreamBank.bestStreamLimit(first.model.model, of: share * first.streamCount), first.streamCount)
  }

  /// - Parameter model: whose files may join; `nil`: only what waits.
  private func fill(_ group: RenderGroup, with model: Int?) {
    while true {
      if waiting == nil, let model, group.freeStreamCount > 0 { waiting = openNext(for: model) }
      guard let next = waiting, next.streamCount <= group.freeStreamCount,
        session.reserve(next.index, byteCount: next.job.byteCount, always: group.isEmpty)
      else { return }
      waiting = nil
      group.add(next.job, id: next.index)
    }
  }

  private func advance(_ group: RenderGroup) {
    for ending in group.advance() {
      session.release(ending.id)
      switch ending.result {
      case .success(let file): session.finish(ending.id, file)
      case .failure(let error): session.fail(ending.id, RenderFailure(error))
      }
    }
    for member in group.progress { session.advance(member.id, member.progress, member.time) }
  }

  // MARK: In chunks

  private func renderInChunks(_ next: OpenJob) {
    let begin = ContinuousClock.now
    let render = ChunkedRender(next.job, through: next.model.model, stock) { Interrupt.isRequested }
    session.board.open(render, id: next.index)
    defer { session.board.close(next.index) }
    do throws(AudioFileError) {
      while try !render.advance(session.board.share) {
        if Interrupt.isRequested { return }
        charge(next.job, since: begin)
        session.advance(next.index, next.job.progress, next.job.time)
      }
      charge(next.job, since: begin)
      session.finish(next.index, try render.finish())
    } catch {
      session.fail(next.index, RenderFailure(error))
    }
  }

  private func charge(_ job: RenderJob, since begin: ContinuousClock.Instant) {
    job.time.elapsed = (ContinuousClock.now - begin) / .seconds(1)
    job.time.oneByOne = .init(seconds: job.time.elapsed, frameCount: job.progress.renderedFrameCount)
  }

  // MARK: Jobs

  /// Goes on until one can be rendered: others are done already, or fail.
  ///
  /// - Parameter model: that it is for; `nil`: any.
  private func openNext(for model: Int?) -> OpenJob? {
    while !Interrupt.isRequested, let index = takeNext(for: model) {
      session.begin(index, on: number)
      if let job = open(index) { return job }
    }
    return nil
  }

  private func takeNext(for model: Int?) -> Int? {
    if let job = jobs.popFirst() { return job }
    return if let model { session.queue.take(1, for: model).first } else { session.queue.take() }
  }

  private func open(_ index: Int) -> OpenJob? {
    switch session.open(index, stock) {
    case .success(let opened?): return OpenJob(index: index, job: opened.job, model: opened.model)
    case .success(nil): session.skip(index)
    case .failure(let failure): session.fail(index, failure)
    }
    return nil
  }
}
