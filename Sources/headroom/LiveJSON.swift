import LiveAudio
import NeuralAmp

/// The lines of `live --json`.
enum LiveJSON {
  struct Message: Encodable {
    let event: String
    let message: String
  }

  struct Playing: Encodable {
    struct Direction: Encodable {
      let device: String
      let format: String
      let access: String
      let bits: Int
      let channels: Int
      let used: [Int]
      let rate: Int
      let period: Int
      let buffer: Int

      init(_ direction: LiveDescription.Direction) {
        device = direction.device
        format = direction.format
        access = direction.access
        bits = direction.significantBitCount
        channels = direction.channelCount
        used = direction.channels
        rate = direction.rate
        period = direction.periodFrameCount
        buffer = direction.bufferFrameCount
      }
    }

    let event = "playing"
    let capture: Direction
    let playback: Direction
    let rate: Int
    let period: Int
    let periods: Int
    let linked: Bool
    let twoClocks: Bool
    let modelRate: Double
    let latencyFrames: Double
    let latencyMilliseconds: Double
    let resamplingFrames: Double
    let modelLoad: Double

    enum CodingKeys: String, CodingKey {
      case event, capture, playback, rate, period, periods, linked
      case twoClocks = "two_clocks"
      case modelRate = "model_rate"
      case latencyFrames = "latency_frames"
      case latencyMilliseconds = "latency_ms"
      case resamplingFrames = "resampling_frames"
      case modelLoad = "model_load"
    }

    init(_ description: LiveDescription) {
      capture = Direction(description.capture)
      playback = Direction(description.playback)
      rate = description.rate
      period = description.pace.periodFrameCount
      periods = description.pace.periodCount
      linked = description.isLinked
      twoClocks = description.bridgesClocks
      modelRate = description.modelRate
      latencyFrames = description.latencyFrameCount
      latencyMilliseconds = description.latency * 1000
      resamplingFrames = description.resamplingFrameCount
      modelLoad = description.modelLoad
    }
  }

  struct Recording: Encodable {
    let event = "recording"
    let path: String
    let frames: Int
    /// Of them, silence in the place of what the disk was too slow for.
    let dropped: Int
    let error: String?

    enum CodingKeys: String, CodingKey { case event, path, frames, dropped, error }

    init(_ report: RecordingReport) {
      path = report.path
      frames = report.frameCount
      dropped = report.droppedFrameCount
      error = report.failure?.description
    }
  }

  /// Levels are absent in silence, which has none.
  struct Status: Encodable {
    let event: String
    let seconds: Double?
    let frames: Int
    let inputPeak: Double?
    let outputPeak: Double?
    let inputClips: Int
    let outputClips: Int
    let load: Double
    let worstLoad: Double
    let captureXruns: Int
    let playbackXruns: Int
    let longestXrun: Double
    let suspends: Int
    let timeouts: Int
    let worstWake: Double
    let captureDelay: Int
    let playbackDelay: Int

    enum CodingKeys: String, CodingKey {
      case event, seconds, frames, load, suspends, timeouts
      case inputPeak = "peak_in_dbfs"
      case outputPeak = "peak_out_dbfs"
      case inputClips = "clips_in"
      case outputClips = "clips_out"
      case worstLoad = "worst_load"
      case captureXruns = "xruns_capture"
      case playbackXruns = "xruns_playback"
      case longestXrun = "longest_xrun_ms"
      case worstWake = "worst_wake_ms"
      case captureDelay = "delay_capture_frames"
      case playbackDelay = "delay_playback_frames"
    }

    init(event: String, _ status: LiveStatus, _ description: LiveDescription?) {
      self.event = event
      seconds = description.map { Double(status.frameCount) / Double($0.rate) }
      frames = status.frameCount
      inputPeak = Self.level(status.inputPeak)
      outputPeak = Self.level(status.outputPeak)
      inputClips = status.inputClipCount
      outputClips = status.outputClipCount
      load = status.load
      worstLoad = status.worstLoad
      captureXruns = status.captureXrunCount
      playbackXruns = status.playbackXrunCount
      longestXrun = status.longestXrun * 1000
      suspends = status.suspendCount
      timeouts = status.timeoutCount
      worstWake = status.longestWakeDelay * 1000
      captureDelay = status.captureDelay
      playbackDelay = status.playbackDelay
    }

    private static func level(_ peak: Float) -> Double? { peak > 0 ? Decibels.decibels(peak) : nil }
  }
}
