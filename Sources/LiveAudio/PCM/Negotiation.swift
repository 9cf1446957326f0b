/// Finds what a device does that comes nearest to a wish. The order matters: what is chosen first narrows what is
/// left, and a period near the one wanted is worth more than a number of periods.
struct Negotiation {
  let device: String

  /// - Parameter parameters: everything that the device offers; afterwards what is installed.
  func configure(
    _ parameters: some HardwareParameters, _ wish: StreamWish
  ) throws(LiveAudioError) -> StreamConfiguration {
    guard let access = wish.access.first(where: parameters.choose) else {
      throw unsupported("access \(wish.access.map(\.name).joined(separator: ", "))", parameters.accessNames)
    }
    guard let format = wish.formats.first(where: parameters.choose) else {
      throw unsupported("format \(wish.formats.map(\.name).joined(separator: ", "))", parameters.formatNames)
    }
    let channelCount = try channels(parameters, atLeast: wish.channelCount)
    try check(parameters.chooseNearest(rate: wish.rate), "hw_params: rate")
    // A device whose buffer is no whole number of periods plays too.
    _ = parameters.chooseWholePeriods()
    try check(parameters.chooseNearest(periodFrameCount: wish.periodFrameCount), "hw_params: period size")
    try check(parameters.chooseNearest(periodCount: wish.periodCount), "hw_params: periods")
    try check(parameters.install(), "hw_params")
    return try configuration(parameters, access, format, channelCount)
  }

  /// As few as will do: what is not used costs time. But two where there are two: ALSA's plugins mix them for whoever
  /// asks for one.
  private func channels(
    _ parameters: some HardwareParameters, atLeast wanted: Int
  ) throws(LiveAudioError) -> Int {
    let counts = parameters.channelCounts
    guard wanted <= counts.upperBound else {
      throw LiveAudioError(device: device, problem: .channel(wanted, count: counts.upperBound))
    }
    let least = max(wanted, counts.lowerBound, min(2, counts.upperBound))
    guard let count = (least...counts.upperBound).first(where: { parameters.choose(channelCount: $0) }) else {
      throw unsupported("\(wanted) channels", "\(counts.lowerBound) to \(counts.upperBound)")
    }
    return count
  }

  private func configuration(
    _ parameters: some HardwareParameters, _ access: PCMAccess, _ format: PCMFormat, _ channelCount: Int
  ) throws(LiveAudioError) -> StreamConfiguration {
    let found = parameters.installed
    guard found.period >= 1, found.buffer >= 2 * found.period else {
      throw unsupported("two periods", "a buffer of \(found.buffer) frames with periods of \(found.period)")
    }
    return StreamConfiguration(
      access: access, format: format,
      significantBitCount: min(max(found.significantBits, 1), format.bitCount ?? 32),
      channelCount: channelCount, rate: found.rate, periodFrameCount: found.period,
      bufferFrameCount: found.buffer)
  }

  private func unsupported(_ what: String, _ has: String) -> LiveAudioError {
    LiveAudioError(device: device, problem: .unsupported(what: what, has: has))
  }

  private func check(_ code: Int32, _ call: String) throws(LiveAudioError) {
    if code < 0 { throw LiveAudioError(device: device, problem: .init(call, code: code)) }
  }
}
