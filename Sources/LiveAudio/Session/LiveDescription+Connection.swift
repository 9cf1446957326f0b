import NeuralAmp

extension LiveDescription {
  init(
    _ duplex: OpenDuplex, _ model: Model, wanted: Pace, latency: Int, load: Double
  ) {
    let timing = duplex.timing
    capture = Direction(duplex.capture, duplex.configuration.capture, channels: duplex.inputChannels)
    playback = Direction(duplex.playback, duplex.configuration.playback, channels: duplex.outputChannels)
    self.wanted = wanted
    pace = Pace(rate: timing.rate, periodFrameCount: timing.periodFrameCount, periodCount: timing.periodCount)
    isLinked = duplex.isLinked
    bridgesClocks = duplex.bridge != nil
    modelRate = model.effectiveSampleRate
    let periods = Double(timing.periodCount * timing.periodFrameCount)
    latencyFrameCount = duplex.latency + Double(latency)
    resamplingFrameCount = latencyFrameCount - periods
    modelLoad = load
  }
}

extension LiveDescription.Direction {
  /// - Parameter channels: from 0.
  init(_ stream: PCMStream, _ configuration: StreamConfiguration, channels: [Int]) {
    device = stream.name
    format = configuration.format.name
    access = configuration.access.name
    significantBitCount = configuration.significantBitCount
    channelCount = configuration.channelCount
    self.channels = channels.map { $0 + 1 }
    rate = configuration.rate
    periodFrameCount = configuration.periodFrameCount
    bufferFrameCount = configuration.bufferFrameCount
  }
}

extension LiveDescription {
  var timing: DuplexTiming {
    DuplexTiming(
      periodFrameCount: pace.periodFrameCount, periodCount: pace.periodCount, rate: pace.rate)
  }
}

extension LiveDescription.Pace {
  /// What is asked for: where no rate is said, the model's.
  init(_ options: LiveOptions, _ model: Model) {
    rate = options.rate ?? Int(model.effectiveSampleRate.rounded())
    periodFrameCount = options.periodFrameCount
    periodCount = options.periodCount
  }
}
