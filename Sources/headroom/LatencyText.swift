import LiveAudio

/// A measured round trip for people.
enum LatencyText {
  static func text(_ report: LatencyReport) -> String {
    var lines = [
      "round trip  \(frames(report.roundTrip, report.rate)) at \(report.rate) Hz",
      "periods     \(report.periodsFrameCount) frames, \(report.periodCount) of \(report.periodFrameCount)",
    ]
    if report.resamplingFrameCount > 0 {
      lines.append("resampling  \(frames(report.resamplingFrameCount, report.rate))")
    }
    lines.append("converters  \(frames(report.converterFrameCount, report.rate))")
    lines.append("level       \(tenths(report.level)) dB\(report.isInverted ? ", polarity inverted" : "")")
    return lines.joined(separator: "\n")
  }

  /// Why the figure may not be what it seems.
  static func warnings(_ report: LatencyReport) -> [String] {
    var warnings: [String] = []
    if report.isClipped { warnings.append("the input is at full scale: turn the output or the input down") }
    if report.isFaint {
      warnings.append("only \(tenths(report.level)) dB came back: turn the output or the input up")
    }
    if report.isUnsteady {
      let figures = report.roundTrips.map(tenths).joined(separator: ", ")
      warnings.append("the round trip is not always the same: \(figures) frames")
    }
    if report.interruptionCount > 0 {
      warnings.append("measured anew after \(Format.count(report.interruptionCount, "interruption"))")
    }
    return warnings
  }

  private static func frames(_ count: Double, _ rate: Int) -> String {
    "\(tenths(count)) frames, \(fixed(count / Double(rate) * 1000, 2)) ms"
  }

  private static func tenths(_ value: Double) -> String { fixed(value, 1) }

  /// Without a minus in front of nothing.
  private static func fixed(_ value: Double, _ digits: Int) -> String {
    let text = Format.fixed(value, digits)
    return Double(text) == 0 ? Format.fixed(0, digits) : text
  }
}
