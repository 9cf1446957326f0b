import AudioFile
import NeuralAmp

/// Renders the files of a plan one after another and keeps account.
final class RenderSession {
  private let renderer: Renderer
  private let plan: RenderPlan
  private var reports: [RenderReport] = []
  private var failures: [RenderSummary.Failure] = []

  init(_ renderer: Renderer, plan: RenderPlan) {
    self.renderer = renderer
    self.plan = plan
  }

  var summary: RenderSummary { RenderSummary(reports, failures) }

  /// Returns the exit code.
  func run() -> Int32 {
    if let reason = plan.prepareFolder() {
      Console.error(reason)
      failures = plan.jobs.map { RenderSummary.Failure(input: $0.input, output: $0.output, error: reason) }
      return ExitCode.unusable
    }
    Interrupt.install()
    for (index, job) in plan.jobs.enumerated() {
      if !Interrupt.isRequested { render(job, number: index + 1) }
    }
    // A signal after the last file changes nothing.
    if reports.count + failures.count < plan.jobs.count {
      Console.error("stopped: \(reports.count) of \(plan.jobs.count) files are done")
      return Interrupt.exitCode
    }
    return failures.isEmpty ? ExitCode.done : ExitCode.unusable
  }

  private func render(_ job: RenderPlan.Job, number: Int) {
    let line = plan.jobs.count > 1 ? "[\(number)/\(plan.jobs.count)] \(job.input)" : job.input
    var progress = ProgressLine(Console.printable(line))
    do throws(AudioFileError) {
      let report = try renderer.render(job.input, to: job.output) { state in
        progress.update(state)
        return !Interrupt.isRequested
      }
      reports.append(report)
      progress.finish(report)
      warn(about: report)
    } catch {
      progress.clear()
      if error.problem == .cancelled { return }
      failures.append(
        RenderSummary.Failure(input: job.input, output: job.output, error: error.description))
      Console.error(error.description)
    }
  }

  private func warn(about report: RenderReport) {
    if report.clippedCount > 0 {
      let peak = Decibels.decibels(report.outputPeak)
      Console.warning(
        "\(report.outputPath): \(Format.count(report.clippedCount, "sample")) clipped, peak "
          + "+\(Format.fixed(peak, 1)) dBFS: lower --output-gain, or --bits 32f")
    }
    if report.nonFiniteCount > 0 {
      Console.warning(
        "\(report.inputPath): \(Format.count(report.nonFiniteCount, "sample")) NaN or infinite, taken for silence"
      )
    }
  }
}
