import NeuralAmp
import Synchronization

/// A capture that is played live, through whatever happens to its devices, until it is stopped.
///
/// Thread: control, always the same one. It calls ``tick()`` at least ten times a second; nothing here waits.
public final class LiveSession {
  private enum State {
    case opened(LiveConnection)
    case playing(LiveConnection)
    /// The devices have gone, or do not play any more.
    case waiting
    case ended
  }

  /// What happened since the last look.
  public enum Event: Equatable, Sendable {
    case playing(LiveDescription)
    /// The sound has stopped, why, and that it goes on when the device is back.
    case interrupted(LiveAudioError)
    /// It does not go on.
    case failed(LiveAudioError)
    /// The audio thread has computed for longer than RealtimeKit allows, and is one among many from now on.
    case lostPriority
    case stopped
  }

  private static let retryInterval = Duration.milliseconds(200)
  /// A device that is there may refuse for a while: its files' permissions come later than its name.
  private static let longestTrouble = Duration.seconds(5)
  private static let longestStop = Duration.milliseconds(1500)

  private let options: LiveOptions
  private let names: DuplexNames
  private let memory = LiveSharedMemory()
  private let reader: LiveStatusReader
  private let memoryLock: MemoryLock
  private let cpuLatency: CPULatency?
  private var model: Model
  private var recording: LiveRecording?
  private var state = State.ended
  /// Of the devices that are open, or were last, in ns: what load is measured by.
  private var periodTime = 1.0
  private var nextAttempt = ContinuousClock.now
  /// Since when a device that is there does not play; `nil` where it does, or is not there.
  private var troubleBegan: ContinuousClock.Instant?
  /// The sound has been interrupted, and not been back since.
  private var isInterrupted = false
  private var stopDeadline: ContinuousClock.Instant?

  /// - Throws: ``LiveAudioError`` where there are no such devices.
  public init(_ options: LiveOptions, model: Model) throws(LiveAudioError) {
    self.options = options
    names = try DuplexNames(options)
    self.model = model
    reader = LiveStatusReader(memory.shared.statistics)
    memoryLock = MemoryLock.acquire()
    cpuLatency = CPULatency()
  }

  /// Fades out, and does not wait for longer than that takes.
  deinit {
    guard case .playing(let connection) = state else { return }
    stop()
    _ = connection.thread?.join(within: Self.longestStop)
  }

  /// What stands in the way of short periods on this machine; `nil` while nothing plays.
  public var advice: HostAdvice? {
    guard case .playing(let connection) = state, let thread = connection.thread else { return nil }
    return HostAdvice(priority: thread.priority, memory: memoryLock)
  }

  /// What the devices that play do; `nil` while none does.
  public var description: LiveDescription? {
    if case .playing(let connection) = state { connection.description } else { nil }
  }

  /// How it is doing since the last look.
  public func status() -> LiveStatus { reader.look(periodTime: periodTime) }

  /// Counters and worst cases begin anew.
  public func resetCounters() { reader.reset() }

  /// Factors, reached by ramps without a click.
  public func setGain(input: Float, output: Float) {
    memory.shared.controls.pointee.inputGain.store(input.bitPattern, ordering: .relaxed)
    memory.shared.controls.pointee.outputGain.store(output.bitPattern, ordering: .relaxed)
  }

  /// Past the amp, or through it.
  public func setBypassed(_ isBypassed: Bool) {
    memory.shared.controls.pointee.isBypassed.store(isBypassed, ordering: .relaxed)
  }

  public func setMuted(_ isMuted: Bool) {
    memory.shared.controls.pointee.isMuted.store(isMuted, ordering: .relaxed)
  }

  /// Opens the devices; what they do is known then.
  public func open() throws(LiveAudioError) -> LiveDescription {
    let connection = try LiveConnection(names, options, model: model, memory: memory)
    state = .opened(connection)
    periodTime = Double(connection.description.timing.periodTime)
    return connection.description
  }

  /// Plays.
  ///
  /// - Precondition: the devices are open, and do not play yet; what is recorded has as many channels as the options
  ///   have inputs.
  public func start(recording: LiveRecording? = nil) throws(LiveAudioError) {
    guard case .opened(let connection) = state else { preconditionFailure("start comes after open") }
    if let recording {
      precondition(
        recording.fits(channelCount: options.inputChannels.count), "a ring has as many channels as come in")
      self.recording = recording
    }
    try connection.start(self.recording)
    state = .playing(connection)
  }

  /// Looks after everything that the audio thread does not.
  public func tick() -> [Event] {
    switch state {
    case .playing(let connection):
      connection.freeRetiredVoice()
      // Asked before the end: a thread that has ended has no priority either.
      let hasLostPriority = connection.hasJustLostPriority()
      if let end = connection.end { return leave(connection, after: end) }
      if hasStopOverrun { return [abandon()] }
      return comeback(of: connection) + (hasLostPriority ? [.lostPriority] : [])
    case .waiting:
      if stopDeadline != nil { return [finish(.stopped)] }
      return ContinuousClock.now >= nextAttempt ? reconnect() : []
    case .opened, .ended:
      return []
    }
  }

  /// Fades out and stops; ``tick()`` tells when.
  public func stop() {
    memory.shared.controls.pointee.isStopping.store(true, ordering: .relaxed)
    if stopDeadline == nil {
      stopDeadline = .now + Self.longestStop + .seconds(3 * (description?.latency ?? 0))
    }
  }

  /// Changes to another model without a click: it listens to what is played until it has heard all it remembers,
  /// then the sound moves over to it in 20 ms. Where both cannot be computed within a period, there is silence
  /// for as long instead.
  ///
  /// - Throws: ``LiveAudioError`` where its rate cannot be played; then the old one plays on.
  public func play(_ model: Model) throws(LiveAudioError) {
    if case .playing(let connection) = state { try connection.play(model) }
    self.model = model
  }

  private func finish(_ event: Event) -> Event {
    state = .ended
    return event
  }

  /// The sound is back once a period has moved.
  private func comeback(of connection: LiveConnection) -> [Event] {
    guard isInterrupted, connection.hasPlayed else { return [] }
    (isInterrupted, troubleBegan) = (false, nil)
    return [.playing(connection.description)]
  }

  /// The audio thread has ended.
  private func leave(_ connection: LiveConnection, after end: DuplexEnd) -> [Event] {
    let events = comeback(of: connection)
    connection.takeBackVoices()
    guard let error = connection.error(end) else { return events + [finish(.stopped)] }
    // What has never played will not play the next time either.
    if !isInterrupted, !connection.hasPlayed { return [finish(.failed(error))] }
    if isInterrupted { return wait(after: error) }
    isInterrupted = true
    return events + [.interrupted(error)] + wait(after: error)
  }

  private func reconnect() -> [Event] {
    do throws(LiveAudioError) {
      _ = try open()
      try start()
      return []
    } catch {
      return wait(after: error)
    }
  }

  /// Until the next attempt. One that is not there is waited for as long as it takes.
  private func wait(after error: LiveAudioError) -> [Event] {
    state = .waiting
    nextAttempt = .now + Self.retryInterval
    switch error.problem {
    case .missing, .busy, .unplugged: troubleBegan = nil
    default: troubleBegan = troubleBegan ?? .now
    }
    let isHopeless = troubleBegan.map { ContinuousClock.now - $0 > Self.longestTrouble } ?? false
    return isHopeless ? [finish(.failed(error))] : []
  }

  private var hasStopOverrun: Bool { stopDeadline.map { ContinuousClock.now > $0 } ?? false }

  /// A device that does not even let go.
  private func abandon() -> Event {
    let error = LiveAudioError(device: names.playback, problem: .stalled)
    return finish(.failed(error))
  }
}
