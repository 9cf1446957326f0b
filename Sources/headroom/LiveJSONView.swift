import LiveAudio

/// For programs: lines of JSON on standard output, each with its `event`.
final class LiveJSONView: LiveView {
  let statusInterval: Duration? = .seconds(1)

  func show(_ event: LiveSession.Event) {
    switch event {
    case .playing(let description): put(LiveJSON.Playing(description))
    case .interrupted(let error): put(LiveJSON.Message(event: "interrupted", message: error.description))
    case .failed(let error):
      put(LiveJSON.Message(event: "failed", message: error.description))
      Console.error(error.description)
    case .lostPriority:
      put(LiveJSON.Message(event: "lost_priority", message: "the audio thread took too long"))
    case .stopped: break
    }
  }

  func show(_ status: LiveStatus, _ description: LiveDescription?, _ mixer: LiveMixer) {
    put(LiveJSON.Status(event: "status", status, description))
  }

  func advise(_ advice: HostAdvice) {
    for item in advice.items { put(LiveJSON.Message(event: "advice", message: item.sentence)) }
  }

  func note(_ text: String) { put(LiveJSON.Message(event: "note", message: text)) }

  func finish(
    _ status: LiveStatus, _ description: LiveDescription?, _ recordings: LiveRecorder.Report?
  ) {
    put(LiveJSON.Status(event: "summary", status, description))
    for report in recordings?.all ?? [] { put(LiveJSON.Recording(report)) }
  }

  private func put(_ value: some Encodable) { Console.out(JSON.line(value)) }
}
