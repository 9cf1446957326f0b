import AudioFile

/// How long the rest of a batch will take, learnt from what of it is done.
///
/// What a file costs of its own (reading, resampling, writing) is learnt by kind: a capture, and a rate that is
/// resampled to the capture's or not; what it costs in the model by capture, apart for streams side by side and one by
/// one. What a capture costs is guessed until one of its files has been at work.
struct RenderForecast {
  struct Job {
    let kind: Int
    let model: Int
    /// In any unit that is the same for all: seconds of sound in all streams, times what one is guessed to cost.
    let work: Double
    let streamCount: Int

    /// Of one of its streams.
    var length: Double { work / Double(streamCount) }
  }

  /// A job that is at work.
  struct Running {
    let job: Int
    /// That it is on, from 0; there may be several on one, side by side.
    let thread: Int
    /// How much of it is done, 0 to 1.
    let part: Double
    let time: RenderTime
  }

  let jobs: [Job]
  private(set) var costs: RenderCosts

  init(_ jobs: [Job]) {
    self.jobs = jobs
    costs = RenderCosts(
      kindCount: (jobs.map(\.kind).max() ?? -1) + 1, modelCount: (jobs.map(\.model).max() ?? -1) + 1)
  }

  mutating func finish(_ job: Int, _ time: RenderTime) { costs.learn(jobs[job], time, part: 1) }

  /// - Parameters:
  ///   - isBegun: by job; the others are to come.
  ///   - threadCount: how many threads there are.
  /// - Returns: seconds; `nil` while too little is done to tell.
  func secondsLeft(_ running: [Running], isBegun: [Bool], threadCount: Int) -> Double? {
    var costs = costs
    for job in running { costs.learn(jobs[job.job], job.time, part: job.part) }
    guard costs.isKnown else { return nil }
    // What a thread has begun may still wait for room.
    let atWork = running.filter { $0.time.elapsed > 0 }
    let waiting = Set(running.filter { $0.time.elapsed == 0 }.map(\.job))
    let toCome = jobs.indices.filter { !isBegun[$0] || waiting.contains($0) }
    var rest = RenderRest(toCome.map { jobs[$0] }, costs, threadCount: threadCount)
    for job in atWork { rest.add(jobs[job.job], part: 1 - job.part, to: job.thread) }
    return rest.play()
  }
}
