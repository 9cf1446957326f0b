import CALSA

/// One direction of a device, open and configured. Owns everything that the audio thread uses of it.
final class PCMStream: ConfigurableStream {
  let name: String
  let direction: PCMDirection
  let handle: OpaquePointer
  private var memory: PCMStreamMemory?

  /// Opens it without waiting for somebody who has it.
  init(_ name: String, _ direction: PCMDirection) throws(LiveAudioError) {
    var opened: OpaquePointer?
    let code = snd_pcm_open(&opened, name, direction.stream, SND_PCM_NONBLOCK)
    guard code >= 0, let opened else {
      throw LiveAudioError(opening: name, direction, code: code)
    }
    self.name = name
    self.direction = direction
    handle = opened
  }

  deinit { snd_pcm_close(handle) }

  /// The number of the card that it is on; `nil` for a plugin that is on none.
  var cardIndex: Int? {
    withALSA(snd_pcm_info_malloc, snd_pcm_info_free) { info in
      guard snd_pcm_info(handle, info) == 0 else { return nil }
      let index = snd_pcm_info_get_card(info)
      return index >= 0 ? Int(index) : nil
    }
  }

  /// Pulled out.
  var isDisconnected: Bool { snd_pcm_state(handle) == SND_PCM_STATE_DISCONNECTED }

  /// Configures it anew; it has to stand still.
  func configure(_ wish: StreamWish) throws(LiveAudioError) -> StreamConfiguration {
    snd_pcm_hw_free(handle)
    let parameters = try ALSAHardwareParameters(handle, device: name)
    return try Negotiation(device: name).configure(parameters, wish)
  }

  /// Sets when to wake up, and that nothing but a call starts it.
  ///
  /// - Parameter wakeFrameCount: frames to read, or room to write, that wake the audio thread.
  func setWaking(
    _ configuration: StreamConfiguration, wakeFrameCount: Int
  ) throws(LiveAudioError) {
    try withALSA(snd_pcm_sw_params_malloc, snd_pcm_sw_params_free) { parameters throws(LiveAudioError) in
      try setWaking(configuration, wakeFrameCount, parameters)
    }
  }

  private func setWaking(
    _ configuration: StreamConfiguration, _ wakeFrameCount: Int, _ parameters: OpaquePointer
  ) throws(LiveAudioError) {
    try check(snd_pcm_sw_params_current(handle, parameters), "sw_params_current")
    var boundary: snd_pcm_uframes_t = 0
    try check(snd_pcm_sw_params_get_boundary(parameters, &boundary), "sw_params: boundary")
    try check(snd_pcm_sw_params_set_start_threshold(handle, parameters, boundary), "sw_params: start")
    let buffer = snd_pcm_uframes_t(configuration.bufferFrameCount)
    try check(snd_pcm_sw_params_set_stop_threshold(handle, parameters, buffer), "sw_params: stop")
    let wake = snd_pcm_uframes_t(wakeFrameCount)
    try check(snd_pcm_sw_params_set_avail_min(handle, parameters, wake), "sw_params: avail_min")
    // Plugins may have no time stamps; what needs them does without.
    snd_pcm_sw_params_set_tstamp_mode(handle, parameters, SND_PCM_TSTAMP_ENABLE)
    snd_pcm_sw_params_set_tstamp_type(handle, parameters, SND_PCM_TSTAMP_TYPE_MONOTONIC)
    try check(snd_pcm_sw_params(handle, parameters), "sw_params")
  }

  /// What the audio thread holds of it; good until the next call or the end of the device.
  func endpoint(_ configuration: StreamConfiguration, channels: [Int]) -> PCMEndpoint {
    let memory = PCMStreamMemory(configuration, channels: channels)
    self.memory = memory
    return memory.endpoint(handle, direction, configuration)
  }

  private func check(_ code: Int32, _ call: String) throws(LiveAudioError) {
    if code < 0 { throw LiveAudioError(device: name, problem: .init(call, code: code)) }
  }
}
