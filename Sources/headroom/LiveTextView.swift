import LiveAudio

/// For people: sentences, and on a terminal one line that is kept up to date.
final class LiveTextView: LiveView {
  let statusInterval: Duration?
  private let panel = TerminalPanel()
  private let isQuiet: Bool

  init(isQuiet: Bool, hasPanel: Bool) {
    self.isQuiet = isQuiet
    statusInterval = hasPanel ? .milliseconds(100) : nil
  }

  func show(_ event: LiveSession.Event) {
    switch event {
    case .playing(let description):
      if !isQuiet { say(LiveText.sentences(description).joined(separator: "\n")) }
    case .interrupted(let error): Console.error(clearing("\(error); waiting for it to come back"))
    case .failed(let error): Console.error(clearing("\(error)"))
    case .lostPriority:
      Console.warning(clearing("the audio thread has lost its real-time priority: it took too long"))
    case .stopped: break
    }
  }

  func show(_ status: LiveStatus, _ description: LiveDescription?, _ mixer: LiveMixer) {
    panel.draw(LivePanel.lines(status, description, mixer))
  }

  func advise(_ advice: HostAdvice) {
    if let summary = advice.summary { Console.warning(summary) }
  }

  func note(_ text: String) { Console.error(clearing(text)) }

  func finish(
    _ status: LiveStatus, _ description: LiveDescription?, _ recordings: LiveRecorder.Report?
  ) {
    if isQuiet { return }
    say(LiveText.summary(status, description))
    if let recordings { say(LiveText.sentences(recordings).joined(separator: "\n")) }
  }

  private func say(_ text: String) {
    for line in text.split(separator: "\n") { Console.error(clearing(String(line))) }
  }

  /// What is said takes the place of the panel, which follows on the next line.
  private func clearing(_ text: String) -> String {
    panel.erase()
    return text
  }
}
