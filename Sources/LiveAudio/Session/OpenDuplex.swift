import CALSA

/// Both directions of a device, open and configured, not yet running.
final class OpenDuplex {
  let capture: PCMStream
  let playback: PCMStream
  let configuration: DuplexConfiguration
  /// From 0.
  let inputChannels: [Int]
  let outputChannels: [Int]
  /// Periods that wait to be played.
  let periodCount: Int
  /// One start starts both. Never on plugins, which cannot be linked.
  let isLinked: Bool
  /// Between two cards.
  let bridge: ClockBridgeMemory?

  /// - Parameter rate: what is asked for, in Hz.
  /// - Precondition: the options' outputs go with their inputs.
  init(_ names: DuplexNames, _ options: LiveOptions, rate: Int) throws(LiveAudioError) {
    capture = try PCMStream(names.capture, .capture)
    playback = try PCMStream(names.playback, .playback)
    let hasTwoClocks =
      names.capture != names.playback && (capture.cardIndex == nil || capture.cardIndex != playback.cardIndex)
    configuration = try Self.configure(capture, playback, options, rate: rate, apart: hasTwoClocks)
    inputChannels = options.inputChannels.map { $0 - 1 }
    outputChannels =
      options.outputChannels?.map { $0 - 1 }
      ?? Array(0..<Self.outputCount(options, of: configuration.playback.channelCount))
    periodCount = min(max(2, options.periodCount), configuration.playback.periodCount)
    bridge =
      hasTwoClocks
      ? ClockBridgeMemory(
        capture: configuration.capture, playback: configuration.playback, channelCount: inputChannels.count,
        prefill: periodCount * configuration.playback.periodFrameCount) : nil
    isLinked = !hasTwoClocks && snd_pcm_link(playback.handle, capture.handle) >= 0
    try setWaking()
  }

  /// - Parameter apart: they have two clocks.
  private static func configure(
    _ capture: PCMStream, _ playback: PCMStream, _ options: LiveOptions, rate: Int, apart: Bool
  ) throws(LiveAudioError) -> DuplexConfiguration {
    let inputs = options.inputChannels
    precondition(
      !inputs.isEmpty && (inputs.count == 1 || options.outputChannels?.count ?? inputs.count == inputs.count),
      "as many channels are played on as come in, or any for a single one")
    let captureWish = options.wish(rate: rate, channelCount: inputs.max() ?? 1)
    let playbackWish = options.wish(rate: rate, channelCount: options.outputChannels?.max() ?? inputs.count)
    if !apart {
      return try DuplexNegotiation.configure(
        capture: capture, captureWish, playback: playback, playbackWish)
    }
    return try DuplexNegotiation.configureApart(
      capture: capture, captureWish, playback: playback, playbackWish)
  }

  /// How many channels are played on where none are named.
  private static func outputCount(_ options: LiveOptions, of channelCount: Int) -> Int {
    options.inputChannels.count == 1 ? min(2, channelCount) : options.inputChannels.count
  }

  /// Capture wakes with a period to read; playback when no more than the periods that are wanted wait, whatever
  /// its buffer has room for.
  private func setWaking() throws(LiveAudioError) {
    let period = configuration.capture.periodFrameCount
    try capture.setWaking(configuration.capture, wakeFrameCount: period)
    let buffer = configuration.playback.bufferFrameCount
    try playback.setWaking(
      configuration.playback,
      wakeFrameCount: buffer - (periodCount - 1) * configuration.playback.periodFrameCount)
  }

  var timing: DuplexTiming {
    DuplexTiming(
      periodFrameCount: configuration.playback.periodFrameCount, periodCount: periodCount,
      rate: configuration.playback.rate)
  }

  /// From the input to the output, in frames: the periods that wait, and between two cards resampling.
  var latency: Double { bridge?.latency ?? Double(timing.periodCount * timing.periodFrameCount) }

  /// - Returns: what the audio thread holds; good for as long as this lives.
  func endpoints() -> (capture: PCMEndpoint, playback: PCMEndpoint) {
    (
      capture.endpoint(configuration.capture, channels: inputChannels),
      playback.endpoint(configuration.playback, channels: outputChannels)
    )
  }
}

extension DuplexLoop {
  init(_ duplex: OpenDuplex, work: PeriodWork, buffers: DuplexBuffers, shared: LiveShared) {
    let (capture, playback) = duplex.endpoints()
    self.init(
      capture: capture, playback: playback, isLinked: duplex.isLinked, bridge: duplex.bridge?.bridge,
      timing: duplex.timing, work: work,
      buffers: buffers, shared: shared)
  }
}
