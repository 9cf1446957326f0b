import AudioFile
import Glibc
import LiveAudio

/// One run of `headroom live`, from the first period to the last word.
///
/// Thread: main, which is the session's control thread.
final class LiveRun {
  /// How often the session is looked after, in ms.
  private static let tickTime: Int32 = 20

  private var capture: LiveCapture
  private let settings: LiveSettings
  private let session: LiveSession
  private let view: any LiveView
  private let keyboard: Keyboard
  private var mixer: LiveMixer
  private var recorder: LiveRecorder?
  private var nextStatus = ContinuousClock.now
  /// Of the devices that play, or played last.
  private var description: LiveDescription?

  init(modelPath: String, _ settings: LiveSettings) throws(LiveFailure) {
    capture = try LiveCapture(path: modelPath, quality: settings.quality)
    self.settings = settings
    let model = try capture.model()
    session = try LiveFailure.orThrow { () throws(LiveAudioError) in
      try LiveSession(settings.options, model: model)
    }
    mixer = LiveMixer(
      inputGain: settings.inputGain, outputGain: settings.outputGain, isBypassed: settings.isBypassed)
    mixer.quality = capture.shownQuality
    view = settings.view
    keyboard = Keyboard(isUsed: settings.hasPanel)
  }

  /// Until it is stopped. Returns the exit code.
  func run() throws(LiveFailure) -> Int32 {
    // The end takes two seconds at the longest, and has a terminal to put in order.
    Interrupt.install([SIGINT, SIGTERM], endsAtSecond: false)
    HangUp.install()
    mixer.apply(to: session)
    try start()
    while true {
      keyboard.wait(milliseconds: Self.tickTime)
      obey()
      for event in session.tick() {
        if let exitCode = take(event) { return exitCode }
      }
      showStatus()
    }
  }

  private func start() throws(LiveFailure) {
    let opened = try LiveFailure.orThrow { () throws(LiveAudioError) in try session.open() }
    let recording = try startRecording(rate: opened.rate)
    do throws(LiveAudioError) {
      try session.start(recording: recording)
    } catch {
      _ = recorder?.stop()
      throw LiveFailure(error.description)
    }
    _ = take(.playing(opened))
    if let advice = session.advice { view.advise(advice) }
  }

  /// The files are begun before the sound: one that cannot be is told at once.
  private func startRecording(rate: Int) throws(LiveFailure) -> LiveRecording? {
    if settings.outputRecording == nil, settings.inputRecording == nil { return nil }
    let channelCount = settings.options.inputChannels.count
    let recorder = try LiveFailure.orThrow { () throws(AudioFileError) in
      try LiveRecorder(
        output: settings.outputRecording, input: settings.inputRecording, rate: rate,
        outputChannels: channelCount, inputChannels: channelCount)
    }
    try LiveFailure.orThrow { () throws(WorkerThread.Unavailable) in try recorder.start() }
    self.recorder = recorder
    return LiveRecording(rate: rate, output: recorder.outputRing, input: recorder.inputRing)
  }

  /// Does what keys and signals ask for.
  private func obey() {
    if Interrupt.isRequested || keyboard.isGone { session.stop() }
    if HangUp.takeRequest() { reload() }
    while let key = keyboard.next() {
      switch key {
      case .quit: session.stop()
      case .resetCounters: session.resetCounters()
      case .mix(let change): mixer.change(change)
      case .quality(let step): changeQuality(by: step)
      }
      mixer.apply(to: session)
      nextStatus = .now
    }
  }

  private func reload() {
    if change(to: { () throws(LiveFailure) in try self.capture.reloaded() }) {
      view.note("\(capture.path): loaded again")
    }
  }

  private func changeQuality(by step: Int) {
    guard let stepped = capture.stepped(by: step) else { return }
    _ = change(to: { stepped })
  }

  /// A file that cannot be played leaves the old one playing. Returns whether it plays.
  private func change(to make: () throws(LiveFailure) -> LiveCapture) -> Bool {
    do throws(LiveFailure) {
      let next = try make()
      let model = try next.model()
      try LiveFailure.orThrow { () throws(LiveAudioError) in try session.play(model) }
      capture = next
      mixer.quality = next.shownQuality
      return true
    } catch {
      view.note(error.message)
      return false
    }
  }

  /// Returns the exit code, where the event is the last.
  private func take(_ event: LiveSession.Event) -> Int32? {
    view.show(event)
    switch event {
    case .playing(let description):
      if recorder != nil, let before = self.description, before.rate != description.rate {
        view.note("the recording pauses: it is at \(before.rate) Hz")
      }
      self.description = description
    case .interrupted, .lostPriority: break
    case .stopped: return end(ExitCode.done)
    case .failed: return end(ExitCode.unusable)
    }
    return nil
  }

  private func showStatus() {
    guard let interval = view.statusInterval, ContinuousClock.now >= nextStatus else { return }
    nextStatus = .now + interval
    view.show(session.status(), session.description, mixer)
  }

  private func end(_ exitCode: Int32) -> Int32 {
    keyboard.giveBack()
    view.finish(session.status(), description, recorder?.stop())
    return exitCode
  }
}
