import AudioFile
import Glibc

/// Finds out how much work the jobs of a batch are: a file's header after another, a little at a time.
struct RenderSurvey {
  private struct Kind: Hashable {
    let model: Int
    let sampleRate: Int
  }

  /// A file takes some time however short it is: frames that take as long.
  private static let frameCountOfNothing = 4800.0

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
    let frameCount = Double(outline?.frameCount ?? 0) + tail * Double(kind.sampleRate)
    let samples = frameCount * Double(outline?.channelCount ?? 1) + Self.frameCountOfNothing
    return RenderForecast.Job(kind: index, work: samples * costPerSample(kind))
  }

  /// In bytes of a capture's file, as which its weights are a guess at what it costs: 22 for each of them, and
  /// 24,000 for the work that all captures have (as measured, within a third).
  private mutating func costPerSample(_ kind: Kind) -> Double {
    let known = modelCosts[kind.model]
    let cost = known ?? 24_000 + Double(FilePath.byteCount(plan.models[kind.model]))
    modelCosts[kind.model] = cost
    return cost
  }
}
