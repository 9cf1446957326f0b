import AudioFile

@testable import headroom

/// A batch on threads, in steps of a unit of length, with jobs and models that cost what they do.
struct PlayedBatch {
  struct Job {
    let model: Int
    let kind: Int
    /// Of a stream.
    let length: Double
    let streamCount: Int
  }

  struct Model {
    /// Seconds for a unit of a stream's length, where streams are processed one after the other.
    let oneByOne: Double
    /// And of all streams, where they are side by side.
    var sideBySide = 0.0
    var lanes = RenderLanes(streamLimit: 1, leastStreamCount: nil)

    init(oneByOne: Double) { self.oneByOne = oneByOne }

    init(oneByOne: Double, sideBySide: Double, _ lanes: RenderLanes) {
      (self.oneByOne, self.sideBySide, self.lanes) = (oneByOne, sideBySide, lanes)
    }
  }

  struct State {
    var time = 0.0
    var isBegun: [Bool]
    var finished: [(job: Int, time: RenderTime)] = []
    var running: [RenderForecast.Running] = []
  }

  private struct Worker {
    var time = 0.0
    var limit = 1
    /// How far each has come, and what it took.
    var jobs: [(job: Int, done: Double, time: RenderTime)] = []
  }

  let jobs: [Job]
  let threadCount: Int
  private let models: [Model]
  /// By kind, for a unit of a stream's length.
  private let own: [Double]

  init(_ jobs: [Job], _ models: [Model], own: [Double], threadCount: Int) {
    self.jobs = jobs
    self.models = models
    self.own = own
    self.threadCount = threadCount
  }

  /// Until then, or until all is done.
  func play(until end: Double) -> State {
    var state = State(isBegun: jobs.map { _ in false })
    var workers = [Worker](repeating: Worker(), count: threadCount)
    var next = 0
    while true {
      for index in workers.indices.sorted(by: { workers[$0].time < workers[$1].time }) {
        let isFree = workers[index].jobs.isEmpty && next < jobs.count
        fill(&workers[index], &next, &state, isFree ? leftCounts(workers, next) : [:])
      }
      guard
        let index = workers.indices.filter({ !workers[$0].jobs.isEmpty }).min(by: {
          workers[$0].time < workers[$1].time
        })
      else { break }
      if workers[index].time >= end { break }
      step(&workers[index], &state)
      // Who is idle begins when he finds something, not before.
      for other in workers.indices where workers[other].jobs.isEmpty {
        workers[other].time = max(workers[other].time, workers[index].time)
      }
    }
    state.time = min(end, workers.map(\.time).max() ?? 0)
    for (thread, worker) in workers.enumerated() {
      for (job, done, time) in worker.jobs {
        state.running.append(
          .init(job: job, thread: thread, part: done / jobs[job].length, time: time))
      }
    }
    return state
  }

  /// Jobs that have not ended, by model.
  private func leftCounts(_ workers: [Worker], _ next: Int) -> [Int: Int] {
    let running = workers.flatMap { $0.jobs.map { jobs[$0.job].model } }
    return (running + jobs[next...].map(\.model)).reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  private func fill(
    _ worker: inout Worker, _ next: inout Int, _ state: inout State, _ leftCounts: [Int: Int]
  ) {
    if worker.jobs.isEmpty, next < jobs.count {
      let model = jobs[next].model
      let left = leftCounts[model] ?? 0
      let others = leftCounts.values.reduce(0, +) - left
      let share = RenderQueue.share(own: left, others: others, threadCount: threadCount)
      worker.limit = max(
        jobs[next].streamCount, min(models[model].lanes.streamLimit, share * jobs[next].streamCount))
      begin(&worker, &next, &state)
    }
    while next < jobs.count, let first = worker.jobs.first, jobs[next].model == jobs[first.job].model,
      streamCount(worker) + jobs[next].streamCount <= worker.limit
    { begin(&worker, &next, &state) }
  }

  private func begin(_ worker: inout Worker, _ next: inout Int, _ state: inout State) {
    var time = RenderTime()
    time.lanes = models[jobs[next].model].lanes
    worker.jobs.append((next, 0, time))
    state.isBegun[next] = true
    next += 1
  }

  private func streamCount(_ worker: Worker) -> Int {
    worker.jobs.reduce(0) { $0 + jobs[$1.job].streamCount }
  }

  /// A unit of length, or less where one ends.
  private func step(_ worker: inout Worker, _ state: inout State) {
    let length = worker.jobs.map { jobs[$0.job].length - $0.done }.reduce(1, min)
    let (model, total) = (models[jobs[worker.jobs[0].job].model], streamCount(worker))
    let isSideBySide = model.lanes.leastStreamCount.map { total >= $0 } ?? false
    var seconds = length * (isSideBySide ? model.sideBySide : model.oneByOne * Double(total))
    for entry in worker.jobs { seconds += ownSeconds(entry.job, length) }
    worker.time += seconds
    for index in worker.jobs.indices {
      let job = worker.jobs[index].job
      worker.jobs[index].done += length
      worker.jobs[index].time.elapsed += seconds
      worker.jobs[index].time.own += ownSeconds(job, length)
      let frameCount = Int(length * 1000)
      if isSideBySide {
        worker.jobs[index].time.sideBySide.seconds += length * model.sideBySide
        worker.jobs[index].time.sideBySide.frameCount += frameCount
      } else {
        worker.jobs[index].time.oneByOne.seconds += length * model.oneByOne * Double(jobs[job].streamCount)
        worker.jobs[index].time.oneByOne.frameCount += frameCount
      }
    }
    state.finished += worker.jobs.filter { $0.done >= jobs[$0.job].length - 1e-9 }.map { ($0.job, $0.time) }
    worker.jobs.removeAll { $0.done >= jobs[$0.job].length - 1e-9 }
  }

  private func ownSeconds(_ job: Int, _ length: Double) -> Double {
    length * own[jobs[job].kind] * Double(jobs[job].streamCount)
  }
}
