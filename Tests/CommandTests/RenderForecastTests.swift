import TestSupport
import Testing

@testable import headroom

/// The time left that a batch shows.
struct RenderForecastTests {
  /// Plays a batch on threads, with jobs that take as long as they do, and compares what the forecast says
  /// from a tenth of the time on with what is left.
  ///
  /// - Parameters:
  ///   - guess: what a job of each kind is guessed to take.
  ///   - cost: what it takes, in seconds for a unit of size.
  /// - Returns: the largest error, as a part of what is left.
  private func largestError(
    _ jobs: [(kind: Int, size: Double)], guess: [Double], cost: [Double], threadCount: Int
  ) -> Double {
    let tasks = jobs.map { RenderForecast.Job(kind: $0.kind, work: $0.size * guess[$0.kind]) }
    let durations = jobs.map { $0.size * cost[$0.kind] }
    var free = [Double](repeating: 0, count: threadCount)
    let begins = durations.map { duration in
      let thread = free.indices.min { free[$0] < free[$1] } ?? 0
      defer { free[thread] += duration }
      return (thread: thread, time: free[thread])
    }
    let end = free.max() ?? 0
    var worst = 0.0
    // Short of the end, where what is left is little and any error large.
    for step in 10...90 {
      let now = end * Double(step) / 100
      var forecast = RenderForecast(tasks)
      var running: [RenderForecast.Running] = []
      for index in jobs.indices where begins[index].time <= now {
        let elapsed = now - begins[index].time
        if elapsed >= durations[index] {
          forecast.finish(index, elapsed: durations[index])
        } else {
          running.append(
            .init(
              job: index, thread: begins[index].thread, part: elapsed / durations[index],
              elapsed: elapsed))
        }
      }
      let next = begins.count { $0.time <= now }
      let left = forecast.secondsLeft(running, next: next, threadCount: threadCount) ?? .infinity
      worst = max(worst, abs(left - (end - now)) / (end - now))
    }
    return worst
  }

  @Test(arguments: [1, 2, 8])
  func mixedLengths(_ threadCount: Int) {
    var generator = SeededGenerator(seed: 1)
    let jobs = (0..<100).map { _ in (kind: 0, size: Double.random(in: 1...200, using: &generator)) }
    #expect(largestError(jobs, guess: [7], cost: [0.1], threadCount: threadCount) < 0.01)
  }

  /// Kinds of which no job has begun are known by the guess alone, which is right within a third.
  @Test(arguments: [1, 2, 8])
  func mixedModels(_ threadCount: Int) {
    var generator = SeededGenerator(seed: 2)
    let jobs = (0..<120).map { (kind: $0 / 40, size: Double.random(in: 1...50, using: &generator)) }
    let error = largestError(
      jobs, guess: [0.065, 0.15, 0.5], cost: [0.06, 0.14, 0.55], threadCount: threadCount)
    #expect(error < 0.2)
  }

  /// A few large files on more threads than there are files.
  @Test func moreThreadsThanFiles() {
    #expect(largestError([(0, 10), (0, 30)], guess: [1], cost: [1], threadCount: 2) < 0.01)
  }

  @Test func nothingIsSaidTooSoon() {
    let forecast = RenderForecast([.init(kind: 0, work: 10), .init(kind: 0, work: 10)])
    #expect(forecast.secondsLeft([], next: 0, threadCount: 1) == nil)
    #expect(
      forecast.secondsLeft([.init(job: 0, thread: 0, part: 0.001, elapsed: 0.01)], next: 1, threadCount: 1)
        == nil)
    #expect(
      forecast.secondsLeft([.init(job: 0, thread: 0, part: 0.5, elapsed: 5)], next: 1, threadCount: 1) == 15)
    #expect(RenderForecast([]).secondsLeft([], next: 0, threadCount: 1) == nil)
  }
}
