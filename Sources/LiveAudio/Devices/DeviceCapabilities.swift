import CALSA

/// What a device can be set to in one direction. Each by itself: not all of them go together.
public struct DeviceCapabilities: Equatable, Sendable {
  public let channels: ClosedRange<Int>
  /// In Hz.
  public let rates: ClosedRange<Int>
  /// Those of the usual rates that it can do, in Hz.
  public let usualRates: [Int]
  /// As ALSA calls them: "S32_LE".
  public let formats: [String]
  /// Length of a period, in frames.
  public let periodFrames: ClosedRange<Int>
  /// Periods in the device's buffer.
  public let periods: ClosedRange<Int>
  /// How samples get there, as ALSA calls it: "MMAP_INTERLEAVED".
  public let accesses: [String]

  /// Opens a device, without waiting for it and without setting anything, and asks.
  ///
  /// - Parameter name: any ALSA name.
  /// - Throws: ``LiveAudioError``: `busy`, with the holder, where no subdevice is free; `missing`,
  ///   `unsupported` where it does not have that direction.
  public init(of name: String, _ direction: PCMDirection) throws(LiveAudioError) {
    headroom_alsa_silence_errors()
    var handle: OpaquePointer?
    let code = snd_pcm_open(&handle, name, direction.stream, SND_PCM_NONBLOCK)
    guard code >= 0, let handle else {
      throw LiveAudioError(opening: name, direction, code: code)
    }
    defer { snd_pcm_close(handle) }
    self = try withALSA(snd_pcm_hw_params_malloc, snd_pcm_hw_params_free) {
      params throws(LiveAudioError) in
      let code = snd_pcm_hw_params_any(handle, params)
      guard code >= 0 else {
        throw LiveAudioError(device: name, problem: .call("hw_params_any", code: code))
      }
      return DeviceCapabilities(handle, params)
    }
  }

  static let rates = [44100, 48000, 88200, 96000, 176_400, 192_000]

  private init(_ handle: OpaquePointer, _ params: OpaquePointer) {
    channels = range(
      { limit, _ in snd_pcm_hw_params_get_channels_min(params, &limit) },
      { limit, _ in snd_pcm_hw_params_get_channels_max(params, &limit) })
    rates = range(
      { snd_pcm_hw_params_get_rate_min(params, &$0, &$1) },
      { snd_pcm_hw_params_get_rate_max(params, &$0, &$1) })
    usualRates = Self.rates.filter { snd_pcm_hw_params_test_rate(handle, params, UInt32($0), 0) == 0 }
    formats = (0...SND_PCM_FORMAT_LAST.rawValue).map { snd_pcm_format_t($0) }
      .filter { snd_pcm_hw_params_test_format(handle, params, $0) == 0 }
      .compactMap { snd_pcm_format_name($0).map { String(cString: $0) } }
    periodFrames = range(
      { snd_pcm_hw_params_get_period_size_min(params, &$0, &$1) },
      { snd_pcm_hw_params_get_period_size_max(params, &$0, &$1) })
    periods = range(
      { snd_pcm_hw_params_get_periods_min(params, &$0, &$1) },
      { snd_pcm_hw_params_get_periods_max(params, &$0, &$1) })
    accesses = (0...SND_PCM_ACCESS_LAST.rawValue).map { snd_pcm_access_t($0) }
      .filter { snd_pcm_hw_params_test_access(handle, params, $0) == 0 }
      .compactMap { snd_pcm_access_name($0).map { String(cString: $0) } }
  }
}

/// The whole numbers between two limits of which alsa-lib says by a sign whether they are in (0) or out.
private func range<Number: FixedWidthInteger>(
  _ minimum: (inout Number, inout Int32) -> Int32, _ maximum: (inout Number, inout Int32) -> Int32
) -> ClosedRange<Int> {
  func limit(_ get: (inout Number, inout Int32) -> Int32) -> Int {
    var value: Number = 0
    var sign: Int32 = 0
    _ = get(&value, &sign)
    return Int(clamping: value) + Int(sign)
  }
  let lower = limit(minimum)
  return lower...max(lower, limit(maximum))
}
