import CALSA
import Glibc

@testable import LiveAudio

/// Both directions of a device, or two cards, in a time that moves only where somebody waits for it, and a script of
/// what goes wrong. `ScriptedDevice+Calls.swift` has the table of calls that puts it in the place of alsa-lib.
///
/// No allocation while it plays.
final class ScriptedDevice {
  /// What is called, as it is in the script and in the trace.
  enum Call {
    case state, available, stamp, delay, prepare, drop, start, resume, map, commit, read, write, events, poll,
      sleep
  }

  /// What a call does instead of what it would.
  enum Answer {
    /// Gives it, and does nothing.
    case code(Int)
    /// Gives events of poll(2).
    case events(Int32)
    /// Moves so many frames and no more.
    case atMost(Int)
    /// Gets into this state first.
    case fault(snd_pcm_state_t)
    /// Comes back so many periods late.
    case late(Int)
  }

  struct Step: Hashable, CustomStringConvertible {
    let call: Call
    /// `nil` where it is of both.
    var direction: PCMDirection?
    /// Frames that moved.
    var count = 0

    var description: String {
      "\(call)\(direction.map { " \($0)" } ?? "")\(count > 0 ? " \(count)" : "")"
    }
  }

  private struct Event {
    let time: UInt64
    let action: () -> Void
  }

  let capture: ScriptedStream
  let playback: ScriptedStream
  let isLinked: Bool
  let periodTime: UInt64

  /// Answers to the calls that follow, in order, each once; `nil`: what it would do.
  var answers: [Step: [Answer?]] = [:]
  /// Answers to all calls after those.
  var lastAnswers: [Step: Answer] = [:]
  private var events: [Event] = []
  private var pastEventCount = 0

  private(set) var trace: [Step] = []
  /// ns.
  private(set) var time: UInt64 = 1_000_000_000
  private let beginning: UInt64
  /// In seconds; then a test loses its device.
  var timeLimit = 20.0
  /// Frames that waited to be played when capture was first read after a start.
  private(set) var queuedAtFirstRead: [Int] = []
  /// Calls since the clock last moved: a program that waits for nothing gets far.
  private(set) var callsAtOnce = 0
  private(set) var mostCallsAtOnce = 0

  init(_ capture: ScriptedStream, _ playback: ScriptedStream, isLinked: Bool, periodTime: UInt64) {
    self.capture = capture
    self.playback = playback
    self.isLinked = isLinked
    self.periodTime = periodTime
    beginning = time
    trace.reserveCapacity(200_000)
    queuedAtFirstRead.reserveCapacity(1000)
  }

  /// In periods since the beginning.
  var elapsedPeriods: Double { Double(time - beginning) / Double(periodTime) }
  var elapsedSeconds: Double { Double(time - beginning) * 1e-9 }

  func stream(_ direction: PCMDirection) -> ScriptedStream { direction == .capture ? capture : playback }

  // MARK: The script

  /// Something happens when so many periods have passed since the beginning. To be told in order.
  func at(period: Int, _ action: @escaping () -> Void) {
    events.append(Event(time: beginning + UInt64(period) * periodTime, action: action))
  }

  /// From now on no period passes.
  func stall() { (capture.stallTime, playback.stallTime) = (time, time) }

  func unplug() { (capture.state, playback.state) = (SND_PCM_STATE_DISCONNECTED, SND_PCM_STATE_DISCONNECTED) }

  /// Notes a call, and says what the script has for it.
  func answer(_ call: Call, _ direction: PCMDirection?, count: Int = 0) -> Answer? {
    countCall()
    trace.append(Step(call: call, direction: direction, count: count))
    if answers.isEmpty, lastAnswers.isEmpty { return nil }
    let step = Step(call: call, direction: direction)
    var answer = lastAnswers[step]
    if let queue = answers[step], !queue.isEmpty { answer = answers[step]!.removeFirst() }
    if case .fault(let state)? = answer, let direction { stream(direction).state = state }
    return answer
  }

  /// How many frames the last call really moved.
  func note(_ count: Int) { trace[trace.count - 1].count = count }

  func noteFirstRead() {
    if capture.programCount == 0 { queuedAtFirstRead.append(playback.queuedCount) }
  }

  // MARK: The clock

  /// A test that would never end loses its device.
  private func countCall() {
    callsAtOnce += 1
    mostCallsAtOnce = max(mostCallsAtOnce, callsAtOnce)
    if callsAtOnce > 10_000 || elapsedSeconds > timeLimit {
      (answers, lastAnswers) = ([:], [:])
      unplug()
    }
  }

  func advance(to end: UInt64) {
    while nextEventTime <= end {
      move(to: nextEventTime)
      pastEventCount += 1
      events[pastEventCount - 1].action()
    }
    move(to: end)
  }

  private func move(to newTime: UInt64) {
    if newTime <= time { return }
    time = newTime
    callsAtOnce = 0
    move(capture)
    move(playback)
  }

  private func move(_ stream: ScriptedStream) {
    if !stream.isRunning { return }
    stream.move(at: time)
    if isLinked, !stream.isRunning { (capture.state, playback.state) = (stream.state, stream.state) }
  }

  /// The end of the current period, or whatever else happens before.
  private func nextTime(before end: UInt64) -> UInt64 {
    var next = min(end, nextEventTime)
    if capture.isRunning { next = min(next, periodEnd(capture)) }
    if playback.isRunning { next = min(next, periodEnd(playback)) }
    return next
  }

  private var nextEventTime: UInt64 {
    pastEventCount < events.count ? events[pastEventCount].time : .max
  }

  private func periodEnd(_ stream: ScriptedStream) -> UInt64 {
    stream.clock.periodEnd(time, since: stream.startTime, period: stream.configuration.periodFrameCount)
  }

  // MARK: Waiting

  /// What poll(2) would say of a direction.
  func pollEvents(_ stream: ScriptedStream) -> Int32 {
    if !stream.isRunning, stream.state != SND_PCM_STATE_PREPARED { return POLLERR }
    if stream.availableCount < stream.wakeFrameCount { return 0 }
    return stream.direction == .capture ? POLLIN : POLLOUT
  }

  /// Until one of them has events.
  func wait(_ descriptors: UnsafeMutableBufferPointer<pollfd>, milliseconds: Int32) -> Int32 {
    let end = time + UInt64(milliseconds) * 1_000_000
    while true {
      var readyCount: Int32 = 0
      for index in descriptors.indices {
        let events = pollEvents(descriptors[index].fd == 0 ? capture : playback)
        descriptors[index].revents = Int16(events)
        if events != 0 { readyCount += 1 }
      }
      if readyCount > 0 || time >= end { return readyCount }
      advance(to: nextTime(before: end))
    }
  }
}
