import AudioFile
import TestSupport
import Testing

@testable import headroom

/// The time left that a batch shows.
struct RenderForecastTests {
  /// Plays a batch, and compares what the forecast says from a tenth of the time on with what is left.
  ///
  /// - Parameter guess: what a job of each model is guessed to cost.
  /// - Returns: the largest error, as a part of what is left.
  private func largestError(_ batch: PlayedBatch, guess: [Double]) -> Double {
    let jobs = batch.jobs.map {
      RenderForecast.Job(
        kind: $0.kind, model: $0.model, work: $0.length * Double($0.streamCount) * guess[$0.model],
        streamCount: $0.streamCount)
    }
    let end = batch.play(until: .infinity).time
    var worst = 0.0
    // Short of the end, where what is left is little and any error large.
    for step in stride(from: 10, through: 90, by: 4) {
      let state = batch.play(until: end * Double(step) / 100)
      var forecast = RenderForecast(jobs)
      for (job, time) in state.finished { forecast.finish(job, time) }
      let left = forecast.secondsLeft(
        state.running, isBegun: state.isBegun, threadCount: batch.threadCount)
      worst = max(worst, abs((left ?? .infinity) - (end - state.time)) / (end - state.time))
    }
    return worst
  }

  private func jobs(
    _ count: Int, lengths: ClosedRange<Double>, seed: UInt64, model: (Int) -> Int = { _ in 0 }
  ) -> [PlayedBatch.Job] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map {
      PlayedBatch.Job(
        model: model($0), kind: model($0), length: Double.random(in: lengths, using: &generator),
        streamCount: 1)
    }
  }

  @Test(arguments: [1, 2, 8])
  func mixedLengths(_ threadCount: Int) {
    let batch = PlayedBatch(
      jobs(100, lengths: 1...200, seed: 1), [.init(oneByOne: 0.1)], own: [0.02], threadCount: threadCount)
    #expect(largestError(batch, guess: [7]) < 0.03)
  }

  /// Models of which no job has begun are known by the guess alone, which is right within a third.
  @Test(arguments: [1, 2, 8])
  func mixedModels(_ threadCount: Int) {
    let batch = PlayedBatch(
      jobs(120, lengths: 1...50, seed: 2) { $0 / 40 },
      [.init(oneByOne: 0.05), .init(oneByOne: 0.13), .init(oneByOne: 0.54)], own: [0.01, 0.01, 0.01],
      threadCount: threadCount)
    #expect(largestError(batch, guess: [0.065, 0.15, 0.5]) < 0.2)
  }

  /// Side by side all take as long as one does: at the end, when few are left, lanes idle.
  @Test(arguments: [1, 2, 3])
  func sideBySide(_ threadCount: Int) {
    let lanes = RenderLanes(streamLimit: 16, leastStreamCount: 6)
    let batch = PlayedBatch(
      jobs(60, lengths: 10...200, seed: 3), [.init(oneByOne: 0.05, sideBySide: 0.3, lanes)], own: [0.01],
      threadCount: threadCount)
    #expect(largestError(batch, guess: [1]) < 0.15)
  }

  /// A file that is much longer than all others has a thread for itself in the end.
  @Test func oneLongFile() {
    let lanes = RenderLanes(streamLimit: 16, leastStreamCount: 6)
    var jobs = jobs(15, lengths: 100...100, seed: 4)
    jobs.append(.init(model: 0, kind: 0, length: 3000, streamCount: 1))
    let batch = PlayedBatch(
      jobs, [.init(oneByOne: 0.048, sideBySide: 0.3, lanes)], own: [0.01], threadCount: 1)
    #expect(largestError(batch, guess: [1]) < 0.1)
  }

  /// Stereo files, and some that are resampled, which costs more than the model.
  @Test(arguments: [1, 2])
  func severalKindsSideBySide(_ threadCount: Int) {
    let lanes = RenderLanes(streamLimit: 32, leastStreamCount: 12)
    var generator = SeededGenerator(seed: 5)
    let jobs = (0..<80).map { index in
      PlayedBatch.Job(
        model: 0, kind: index % 2, length: Double.random(in: 5...60, using: &generator),
        streamCount: 1 + index % 3 % 2)
    }
    let batch = PlayedBatch(
      jobs, [.init(oneByOne: 0.05, sideBySide: 0.6, lanes)], own: [0.01, 0.2], threadCount: threadCount)
    #expect(largestError(batch, guess: [1]) < 0.1)
  }

  /// A few large files on more threads than there are files.
  @Test func moreThreadsThanFiles() {
    let jobs = [300.0, 900].map { PlayedBatch.Job(model: 0, kind: 0, length: $0, streamCount: 1) }
    let batch = PlayedBatch(jobs, [.init(oneByOne: 1)], own: [0.1], threadCount: 2)
    #expect(largestError(batch, guess: [1]) < 0.02)
  }

  @Test func nothingIsSaidTooSoon() {
    let job = RenderForecast.Job(kind: 0, model: 0, work: 10, streamCount: 1)
    let forecast = RenderForecast([job, job])
    func left(_ part: Double, _ seconds: Double) -> Double? {
      var time = RenderTime()
      (time.elapsed, time.own) = (seconds, seconds / 2)
      time.oneByOne = .init(seconds: seconds / 2, frameCount: 1)
      let running = RenderForecast.Running(job: 0, thread: 0, part: part, time: time)
      return forecast.secondsLeft([running], isBegun: [true, false], threadCount: 1)
    }
    #expect(forecast.secondsLeft([], isBegun: [false, false], threadCount: 1) == nil)
    #expect(left(0.001, 0.01) == nil)
    #expect(left(0.5, 5) == 15)
    #expect(RenderForecast([]).secondsLeft([], isBegun: [], threadCount: 1) == nil)
  }
}
