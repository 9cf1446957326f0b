import AudioFile
import Glibc

/// Finds out how much work the jobs of a batch are: a file's header after another, a little at a time.
struct RenderSurvey {
  private struct Kind: Hashable {
    let model: Int
    let sampleRate: Int
  }

  /// A file takes some time however short it is: seconds of sound that take as long.
  private static let durationOfNothing = 0.1

  private let plan: RenderPlan
  /// In seconds.
  private let tail: Double
  private var kinds: [Kind: Int] = [:]
  private var outlines: [String: AudioFileOutline?] = [:]
  private var modelCosts: [Int: Double] = [:]
  private var jobs: [RenderForecast.Job] = []

  init(_ plan: RenderPlan, tail: Double) {
    self.plan = plan
    self.tail = tail
  }

  /// Goes on for so long. Returns what to forecast by when all is known.
  mutating func advance(for duration: Duration) -> RenderForecast? {
    let deadline = ContinuousClock.now + duration
    while jobs.count < plan.jobs.count {
      jobs.append(look(at: plan.jobs[jobs.count]))
      if ContinuousClock.now > deadline { return nil }
    }
    return RenderForecast(jobs)
  }

  private mutating func look(at job: RenderPlan.Job) -> RenderForecast.Job {
    let outline = outlines[job.input] ?? AudioFileOutline(path: job.input)
    outlines[job.input] = .some(outline)
    let kind = Kind(model: job.model, sampleRate: outline?.sampleRate ?? 0)
    let index = kinds[kind] ?? kinds.count
    kinds[kind] = index
    let duration = outline.map { Double($0.frameCount) / Double(max(1, $0.sampleRate)) } ?? 0
    let streamCount = max(1, outline?.channelCount ?? 1)
    let length = duration + tail + Self.durationOfNothing
    return RenderForecast.Job(
      kind: index, model: job.model, work: length * Double(streamCount) * cost(kind.model),
      streamCount: streamCount)
  }

  /// In bytes of a capture's file, as which its weights are a guess at what it costs: 22 for each of them, and
  /// 24,000 for the work that all captures have (as measured, within a third).
  private mutating func cost(_ model: Int) -> Double {
    let known = modelCosts[model]
    let cost = known ?? 24_000 + Double(FilePath.byteCount(plan.models[model]))
    modelCosts[model] = cost
    return cost
  }
}
