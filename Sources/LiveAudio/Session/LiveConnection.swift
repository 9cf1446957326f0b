import NeuralAmp
import Synchronization

/// Devices that are open, and then play: what lives from one plugging in to the next pulling out.
///
/// Thread: control. The audio thread has plain memory that its ``AudioRun`` keeps.
final class LiveConnection {
  /// Of a period, what two voices may take while one changes to the other.
  private static let sharedLoadLimit = 0.8

  let description: LiveDescription
  private let duplex: OpenDuplex
  private let chain: AmpChainMemory
  private let run: AudioRun
  /// Those that the audio thread may still play, and those on their way to it.
  private let voices = VoicePool()
  private let shared: LiveShared
  private let firstPeriod: Int
  /// Of a period, what the newest voice takes.
  private var load: Double
  private(set) var thread: AudioThread?
  private var wasRealTime = false

  /// Opens and configures.
  init(
    _ names: DuplexNames, _ options: LiveOptions, model: Model, memory: LiveSharedMemory
  ) throws(LiveAudioError) {
    let wanted = LiveDescription.Pace(options, model)
    duplex = try OpenDuplex(names, options, rate: wanted.rate)
    let channelCount = duplex.inputChannels.count
    let voice = try Voice(model, channelCount: channelCount, duplex.timing)
    voices.insert(voice)
    load = try Self.load(model, channelCount, duplex.timing)
    description = LiveDescription(duplex, model, wanted: wanted, latency: voice.latency, load: load)
    shared = memory.shared
    chain = AmpChainMemory(voice, duplex.timing, duration: options.duration, shared: shared)
    let buffers = DuplexMemory(
      periodFrameCount: duplex.timing.periodFrameCount, channelCount: channelCount)
    run = AudioRun(
      DuplexLoop(duplex, work: .amp(chain.chain), buffers: buffers.buffers, shared: shared),
      keeping: [duplex, chain, buffers, voices, memory])
    firstPeriod = shared.statistics.pointee.periodCount.load(ordering: .relaxed)
  }

  /// On a voice of its own: one that is to play begins at rest.
  private static func load(
    _ model: Model, _ channelCount: Int, _ timing: DuplexTiming
  ) throws(LiveAudioError) -> Double {
    VoiceLoad.measure(try Voice(model, channelCount: channelCount, timing), timing)
  }

  /// Plays. What is recorded is pushed into rings of the device's rate; rings of another rate get nothing.
  func start(_ recording: LiveRecording?) throws(LiveAudioError) {
    if let recording, recording.rate == description.rate {
      run.keep(recording)
      chain.chain.pointee.recording = recording.taps
    }
    let run = run
    let thread = try AudioThread { run.run() }
    self.thread = thread
    wasRealTime = thread.isRealTime
  }

  /// How the audio thread ended; `nil` while it runs.
  var end: DuplexEnd? { thread?.join(within: .zero) == true ? run.end : nil }

  /// Why it ended, which it has; `nil` where it was asked to.
  func error(_ end: DuplexEnd) -> LiveAudioError? { LiveAudioError(end, of: duplex) }

  /// Whether the thread was real time the last time that somebody asked, and is not now.
  func hasJustLostPriority() -> Bool {
    guard wasRealTime, thread?.isRealTime == false else { return false }
    wasRealTime = false
    return true
  }

  /// Whether a period has ever moved.
  var hasPlayed: Bool {
    shared.statistics.pointee.periodCount.load(ordering: .relaxed) > firstPeriod
  }

  /// Hands another model to the audio thread, which crossfades to it once it has listened beside the old one;
  /// or, where both would take too much of a period, goes silent, changes, and fades in once it has listened.
  func play(_ model: Model) throws(LiveAudioError) {
    let oldLoad = load
    let channelCount = duplex.inputChannels.count
    load = try Self.load(model, channelCount, description.timing)
    let playsAlone = oldLoad + load > Self.sharedLoadLimit
    let voice = try Voice(
      model, channelCount: channelCount, description.timing, playsAlone: playsAlone)
    voices.insert(voice)
    // One that was not taken yet never will be.
    let skipped = shared.controls.pointee.nextVoice.exchange(voice.stream, ordering: .acquiringAndReleasing)
    if let skipped { voices.remove(skipped) }
  }

  /// Frees the voice that has played out, if there is one.
  func freeRetiredVoice() {
    let retired = shared.controls.pointee.retiredVoice.exchange(nil, ordering: .acquiring)
    if let retired { voices.remove(retired) }
  }

  /// Once the audio thread has ended: nothing of this connection stays with the next.
  func takeBackVoices() {
    _ = shared.controls.pointee.nextVoice.exchange(nil, ordering: .acquiring)
    freeRetiredVoice()
  }
}
