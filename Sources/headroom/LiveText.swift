import LiveAudio

/// What a live run says to people.
enum LiveText {
  /// What was negotiated.
  static func sentences(_ description: LiveDescription) -> [String] {
    let (capture, playback) = (description.capture, description.playback)
    var lines = [direction(capture, "from"), direction(playback, "to")]
    lines.append("\(pace(description.pace)): \(milliseconds(description.latency)) ms")
    if description.pace != description.wanted {
      lines.append("that is the nearest the device has to \(pace(description.wanted))")
    }
    if description.bridgesClocks { lines.append("two clocks: capture is resampled to playback's") }
    if description.modelRate != Double(description.rate) {
      lines.append("the capture runs at \(Format.number(description.modelRate)) Hz")
    }
    if description.resamplingFrameCount > 0 {
      let time = milliseconds(description.resamplingFrameCount / Double(description.rate))
      lines.append("resampling takes \(time) ms of it")
    }
    lines.append("the capture takes \(percent(description.modelLoad)) of a period")
    return lines
  }

  private static func pace(_ pace: LiveDescription.Pace) -> String {
    "\(pace.rate) Hz, \(pace.periodCount) periods of \(Format.count(pace.periodFrameCount, "frame"))"
  }

  private static func direction(_ direction: LiveDescription.Direction, _ word: String) -> String {
    let channels = direction.channels.map(String.init).joined(separator: ", ")
    return
      "\(word) \(direction.device): channel \(channels) of \(direction.channelCount), \(direction.format), "
      + direction.access
  }

  static func summary(_ status: LiveStatus, _ description: LiveDescription?) -> String {
    let rate = Double(description?.rate ?? 48_000)
    var parts = [
      "played \(Format.time(Double(status.frameCount) / rate))",
      "xruns: \(status.captureXrunCount) capture, \(status.playbackXrunCount) playback",
    ]
    if status.suspendCount > 0 { parts.append(Format.count(status.suspendCount, "suspend")) }
    if status.timeoutCount > 0 {
      parts.append("the clock stood still \(Format.count(status.timeoutCount, "time"))")
    }
    parts.append("load at worst \(percent(status.worstLoad))")
    parts.append("woke up \(milliseconds(status.longestWakeDelay)) ms late at worst")
    return parts.joined(separator: "; ")
  }

  static func sentences(_ recordings: LiveRecorder.Report) -> [String] {
    recordings.all.map { report in
      let lost = report.droppedFrameCount
      return "\(report.path): \(Format.count(report.frameCount, "frame"))"
        + (lost > 0 ? ", \(lost) of them silent because the disk was too slow" : "")
    }
  }

  static func milliseconds(_ seconds: Double) -> String { Format.fixed(seconds * 1000, 2) }

  static func percent(_ share: Double) -> String { "\(Format.fixed(share * 100, 1)) %" }
}
