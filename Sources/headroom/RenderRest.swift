/// What is left of a batch, played through as threads will do it.
struct RenderRest {
  /// A job on a thread.
  private struct Member {
    /// Where on its thread's way it ends.
    let end: Double
    let streamCount: Int
    /// For a unit of way, beside the model.
    let ownCost: Double
  }

  private struct Thread {
    /// From now on, in seconds.
    var time = 0.0
    /// How far its jobs have come, which all advance alike, in units of a stream's length.
    var way = 0.0
    var model = 0
    var streamLimit = 1
    /// The next to end is the last.
    var members: [Member] = []
    /// Of all members.
    var streamCount = 0
    var ownCost = 0.0

    mutating func add(_ member: Member) {
      let index = members.firstIndex { $0.end < member.end } ?? members.endIndex
      members.insert(member, at: index)
      streamCount += member.streamCount
      ownCost += member.ownCost
    }

    mutating func removeNext() {
      let member = members.removeLast()
      streamCount -= member.streamCount
      ownCost = members.isEmpty ? 0 : ownCost - member.ownCost
    }
  }

  private let costs: RenderCosts
  private var threads: [Thread]
  /// Those that nobody has begun, the next one last.
  private var jobs: [RenderForecast.Job]
  /// Those that have not ended, by model.
  private var leftCounts: [Int: Int] = [:]

  /// - Parameter jobs: those that nobody has begun.
  init(_ jobs: [RenderForecast.Job], _ costs: RenderCosts, threadCount: Int) {
    self.costs = costs
    self.jobs = jobs.reversed()
    threads = [Thread](repeating: Thread(), count: threadCount)
    for job in jobs { leftCounts[job.model, default: 0] += 1 }
  }

  /// A job that is at work.
  ///
  /// - Parameter part: of it that is left.
  mutating func add(_ job: RenderForecast.Job, part: Double, to thread: Int) {
    threads[thread].model = job.model
    threads[thread].streamLimit = costs.streamLimit(job.model)
    leftCounts[job.model, default: 0] += 1
    threads[thread].add(member(job, end: job.length * part))
  }

  /// Returns when all is done, in seconds.
  mutating func play() -> Double {
    for index in threads.indices { fill(index) }
    while let next = threads.indices.filter({ !threads[$0].members.isEmpty }).min(by: { end($0) < end($1) }) {
      threads[next].time = end(next)
      threads[next].way = threads[next].members[threads[next].members.count - 1].end
      threads[next].removeNext()
      leftCounts[threads[next].model, default: 0] -= 1
      fill(next)
    }
    return threads.map(\.time).max() ?? 0
  }

  /// When the next of a thread's jobs ends.
  private func end(_ index: Int) -> Double {
    let thread = threads[index]
    let cost = costs.model(thread.model, streamCount: thread.streamCount) + thread.ownCost
    return thread.time + (thread.members[thread.members.count - 1].end - thread.way) * cost
  }

  /// A thread without jobs takes the next, and beside it others for its model as long as there is room.
  private mutating func fill(_ index: Int) {
    if threads[index].members.isEmpty, let job = jobs.last {
      threads[index].model = job.model
      threads[index].streamLimit = streamLimit(job)
      take(index)
    }
    while let job = jobs.last, job.model == threads[index].model,
      threads[index].streamCount + job.streamCount <= threads[index].streamLimit
    { take(index) }
  }

  private mutating func take(_ index: Int) {
    let job = jobs.removeLast()
    threads[index].add(member(job, end: threads[index].way + job.length))
  }

  private func member(_ job: RenderForecast.Job, end: Double) -> Member {
    let cost = costs.own(job.kind, of: job.model) * Double(job.streamCount)
    return Member(end: end, streamCount: job.streamCount, ownCost: cost)
  }

  /// As `RenderWorker` has it.
  private func streamLimit(_ job: RenderForecast.Job) -> Int {
    let own = leftCounts[job.model] ?? 0
    let others = leftCounts.values.reduce(0, +) - own
    let share = RenderQueue.share(own: own, others: others, threadCount: threads.count)
    return max(job.streamCount, min(costs.streamLimit(job.model), share * job.streamCount))
  }
}
