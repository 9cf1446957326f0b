import Glibc
import LiveAudio
import NeuralAmp
import TestSupport
import Testing

/// A session on simulated cards, as a program that embeds it has it: by its public functions only.
struct LiveSessionTests {
  private let model = Model.random(layers: 1, hidden: 8)

  private func session(_ card: RigCard, seconds: Double? = nil) throws -> LiveSession {
    var options = LiveOptions()
    options.captureDevice = card.name
    options.playbackDevice = card.name
    options.duration = seconds
    return try LiveSession(options, model: model)
  }

  /// Ticks until an event comes that `isLast`, or three seconds are over; on its own thread, since other tests may
  /// keep those of a task busy for longer. Returns all events.
  private func events(
    _ session: LiveSession, until isLast: (LiveSession.Event) -> Bool
  ) throws -> [LiveSession.Event] {
    var events: [LiveSession.Event] = []
    let deadline = ContinuousClock.now + .seconds(3)
    while ContinuousClock.now < deadline {
      let new = session.tick()
      events += new
      if new.contains(where: isLast) { return events }
      usleep(5000)
    }
    Issue.record("nothing came of it: \(events)")
    return events
  }

  private struct Unexpected: Error {
    let event: LiveSession.Event
  }

  @Test func playsForSoLong() throws {
    let card = RigCard("session-plays")
    let rig = try Rig(card)
    let session = try session(card, seconds: 1)
    let description = try session.open()
    #expect(description.rate == 48_000 && description.latencyFrameCount == 128)
    #expect(session.tick().isEmpty)
    try session.start()
    #expect(try events(session) { $0 == .stopped } == [.stopped])
    let status = session.status()
    #expect(status.frameCount >= 48_000 && status.frameCount < 50_000)
    #expect(status.captureXrunCount == 0 && status.playbackXrunCount == 0)
    #expect(status.load > 0.0001 && status.worstLoad >= status.load)
    withExtendedLifetime(rig) {}
  }

  @Test func stopsWhenAsked() throws {
    let card = RigCard("session-stops")
    let rig = try Rig(card)
    let session = try session(card)
    _ = try session.open()
    try session.start()
    #expect(session.advice != nil)
    session.stop()
    #expect(try events(session) { $0 == .stopped } == [.stopped])
    #expect(session.description == nil)
    #expect(session.tick().isEmpty)
    withExtendedLifetime(rig) {}
  }

  /// A card that is pulled out and comes back plays on, and what was set before is still so.
  @Test func comesBack() throws {
    var card = RigCard("session-comes-back")
    card.faults = [.unplug(at: 100)]
    card.replug = "2"
    let rig = try Rig(card)
    let session = try session(card, seconds: 2)
    let first = try session.open()
    try session.start()
    session.setMuted(true)
    let events = try events(session) { $0 == .stopped }
    try #require(events.count == 3)
    #expect(events[0] == .interrupted(LiveAudioError(device: card.name, problem: .unplugged)))
    guard case .playing(let second) = events[1] else { throw Unexpected(event: events[1]) }
    #expect(second.playback == first.playback && second.pace == first.pace)
    #expect(events[2] == .stopped)
    #expect(session.status().frameCount >= 96_000)
    withExtendedLifetime(rig) {}
  }

  /// One that never comes back does not keep anybody from stopping.
  @Test func stopsWhileItWaits() throws {
    var card = RigCard("session-waits")
    card.faults = [.unplug(at: 100)]
    card.replug = "never"
    let rig = try Rig(card)
    let session = try session(card)
    _ = try session.open()
    try session.start()
    _ = try events(session) { if case .interrupted = $0 { true } else { false } }
    #expect(session.description == nil)
    session.stop()
    #expect(session.tick() == [.stopped])
    withExtendedLifetime(rig) {}
  }

  /// Other models one after the other; each old one is freed again.
  @Test func playsOtherModels() throws {
    var card = RigCard("session-models")
    card.pace = "real"
    card.formats = ["FLOAT_LE"]
    card.channels = "2"
    card.period = "1024"
    card.periods = "4"
    let rig = try Rig(card)
    let session = try session(card, seconds: 0.8)
    _ = try session.open()
    try session.start()
    weak var released: Model?
    do {
      let second = Model.random(layers: 1, hidden: 12, seed: 2)
      released = second
      try session.play(second)
    }
    usleep(200_000)
    _ = session.tick()
    try session.play(Model.random(layers: 2, hidden: 8, seed: 3, sampleRate: 44_100))
    #expect(try events(session) { $0 == .stopped } == [.stopped])
    #expect(released == nil)
    withExtendedLifetime(rig) {}
  }

  @Test func refusesModelsOfFarRates() throws {
    let card = RigCard("session-far")
    let rig = try Rig(card)
    let session = try session(card)
    _ = try session.open()
    try session.start()
    #expect(throws: LiveAudioError.self) {
      try session.play(Model.random(layers: 1, hidden: 8, sampleRate: 1000))
    }
    session.stop()
    #expect(try events(session) { $0 == .stopped } == [.stopped])
    withExtendedLifetime(rig) {}
  }

  /// Whoever lets go of a session that plays has silence, and no crash.
  @Test func endsWithItsOwner() throws {
    let card = RigCard("session-owner")
    let rig = try Rig(card)
    weak var released: LiveSession?
    do {
      let session = try session(card)
      _ = try session.open()
      try session.start()
      released = session
    }
    #expect(released == nil)
    withExtendedLifetime(rig) {}
  }

  /// What is recorded is what was played, from the first frame on.
  @Test func records() throws {
    let folder = try TemporaryFolder()
    let input = sine(frequency: 220, rate: 48_000, frames: 9600)
    var card = RigCard("session-records")
    card.formats = ["FLOAT_LE"]
    card.channels = "1"
    card.infile = try folder.write(
      input.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) } },
      as: "in")
    let rig = try Rig(card)
    let session = try session(card, seconds: 0.2)
    _ = try session.open()
    let recording = LiveRecording(
      rate: 48_000, output: FrameRing(channelCount: 1, capacity: 48_000),
      input: FrameRing(channelCount: 1, capacity: 48_000))
    try session.start(recording: recording)
    _ = try events(session) { $0 == .stopped }
    let processor = Processor(model: model, maximumFrameCount: 64)
    let expected = processor.process(input, blocks: [64])
    #expect(Array(samples(recording.input).prefix(9600)).bits == input.bits)
    #expect(Array(samples(recording.output).prefix(9600)).bits == expected.bits)
    withExtendedLifetime(rig) {}
  }

  private func samples(_ ring: FrameRing?) -> [Float] {
    var samples: [Float] = []
    ring?.drain { part in
      if case .frames(let frames) = part { samples += frames } else { Issue.record("a gap") }
    }
    return samples
  }
}
