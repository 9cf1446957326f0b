import CALSA

/// alsa-lib's hw_params of an open device.
final class ALSAHardwareParameters: HardwareParameters {
  private let pcm: OpaquePointer
  private let parameters: OpaquePointer

  /// Everything that the device has, without alsa-lib's resampling.
  init(_ pcm: OpaquePointer, device: String) throws(LiveAudioError) {
    self.pcm = pcm
    var allocated: OpaquePointer?
    snd_pcm_hw_params_malloc(&allocated)
    guard let allocated else { preconditionFailure("no memory for hw_params") }
    parameters = allocated
    let code = snd_pcm_hw_params_any(pcm, parameters)
    if code < 0 { throw LiveAudioError(device: device, problem: .init("hw_params_any", code: code)) }
    _ = snd_pcm_hw_params_set_rate_resample(pcm, parameters, 0)
  }

  deinit { snd_pcm_hw_params_free(parameters) }

  func choose(_ access: PCMAccess) -> Bool {
    snd_pcm_hw_params_set_access(pcm, parameters, access.alsa) == 0
  }

  func choose(_ format: PCMFormat) -> Bool {
    snd_pcm_hw_params_set_format(pcm, parameters, format.alsa) == 0
  }

  func choose(channelCount: Int) -> Bool {
    snd_pcm_hw_params_set_channels(pcm, parameters, UInt32(channelCount)) == 0
  }

  var channelCounts: ClosedRange<Int> {
    var (least, most): (UInt32, UInt32) = (0, 0)
    snd_pcm_hw_params_get_channels_min(parameters, &least)
    snd_pcm_hw_params_get_channels_max(parameters, &most)
    return Int(least)...Int(max(least, most))
  }

  func chooseNearest(rate: Int) -> Int32 {
    var rate = UInt32(rate)
    return snd_pcm_hw_params_set_rate_near(pcm, parameters, &rate, nil)
  }

  func chooseWholePeriods() -> Int32 { snd_pcm_hw_params_set_periods_integer(pcm, parameters) }

  func chooseNearest(periodFrameCount: Int) -> Int32 {
    var frames = snd_pcm_uframes_t(periodFrameCount)
    return snd_pcm_hw_params_set_period_size_near(pcm, parameters, &frames, nil)
  }

  func chooseNearest(periodCount: Int) -> Int32 {
    var count = UInt32(periodCount)
    return snd_pcm_hw_params_set_periods_near(pcm, parameters, &count, nil)
  }

  func install() -> Int32 { snd_pcm_hw_params(pcm, parameters) }

  var installed: (rate: Int, period: Int, buffer: Int, significantBits: Int) {
    var rate: UInt32 = 0
    var (period, buffer): (snd_pcm_uframes_t, snd_pcm_uframes_t) = (0, 0)
    snd_pcm_hw_params_get_rate(parameters, &rate, nil)
    snd_pcm_hw_params_get_period_size(parameters, &period, nil)
    snd_pcm_hw_params_get_buffer_size(parameters, &buffer)
    return (Int(rate), Int(period), Int(buffer), Int(snd_pcm_hw_params_get_sbits(parameters)))
  }

  var accessNames: String {
    names(PCMAccess.allCases.map { (snd_pcm_hw_params_test_access(pcm, parameters, $0.alsa), $0.name) })
  }

  var formatNames: String {
    let all = (0...SND_PCM_FORMAT_LAST.rawValue).map { snd_pcm_format_t(rawValue: $0) }
    return names(
      all.compactMap { format in
        snd_pcm_format_name(format).map {
          (snd_pcm_hw_params_test_format(pcm, parameters, format), String(cString: $0))
        }
      })
  }

  private func names(_ tests: [(Int32, String)]) -> String {
    tests.filter { $0.0 == 0 }.map(\.1).joined(separator: ", ")
  }
}
