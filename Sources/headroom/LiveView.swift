import LiveAudio

/// Where a live run says what happens.
protocol LiveView: AnyObject {
  /// How often a status is wanted; `nil`: never.
  var statusInterval: Duration? { get }
  func show(_ event: LiveSession.Event)
  func show(_ status: LiveStatus, _ description: LiveDescription?, _ mixer: LiveMixer)
  func advise(_ advice: HostAdvice)
  /// One line for people.
  func note(_ text: String)
  func finish(
    _ status: LiveStatus, _ description: LiveDescription?, _ recordings: LiveRecorder.Report?
  )
}

extension LiveSettings {
  /// A terminal gets a panel; a pipe lines of JSON, if they were asked for, or only what went wrong.
  var hasPanel: Bool { Console.errorIsTerminal && !isQuiet && !showsJSON }

  var view: any LiveView {
    if showsJSON { return LiveJSONView() }
    return LiveTextView(isQuiet: isQuiet, hasPanel: hasPanel)
  }
}
