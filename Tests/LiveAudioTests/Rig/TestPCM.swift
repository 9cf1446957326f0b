import CALSA

/// A call of alsa-lib that failed.
struct ALSAFailure: Error, Equatable {
  let call: String
  let code: Int32

  /// What the call gave, unless that is an error.
  @discardableResult
  static func check<Code: SignedInteger>(_ code: Code, _ call: String) throws(ALSAFailure) -> Int {
    if code < 0 { throw ALSAFailure(call: call, code: Int32(code)) }
    return Int(code)
  }
}

/// One direction of a device through alsa-lib itself, two channels of S32_LE, closed with its owner.
final class TestPCM {
  let pcm: OpaquePointer
  let stream: snd_pcm_stream_t
  let period: Int
  let periods: Int
  private let access: snd_pcm_access_t

  init(
    _ name: String, _ stream: snd_pcm_stream_t, period: Int = 64, periods: Int = 2,
    access: snd_pcm_access_t = SND_PCM_ACCESS_RW_INTERLEAVED
  ) throws(ALSAFailure) {
    pcm = try TestPCM.open(name, stream)
    self.stream = stream
    self.period = period
    self.periods = periods
    self.access = access
    try configure()
    try setThresholds()
  }

  deinit { snd_pcm_close(pcm) }

  static func open(_ name: String, _ stream: snd_pcm_stream_t) throws(ALSAFailure) -> OpaquePointer {
    var pcm: OpaquePointer?
    try ALSAFailure.check(snd_pcm_open(&pcm, name, stream, Int32(SND_PCM_NONBLOCK)), "open")
    return pcm!
  }

  private func configure() throws(ALSAFailure) {
    let check = ALSAFailure.check as (Int32, String) throws(ALSAFailure) -> Int
    var parameters: OpaquePointer?
    snd_pcm_hw_params_malloc(&parameters)
    defer { snd_pcm_hw_params_free(parameters) }
    _ = try check(snd_pcm_hw_params_any(pcm, parameters), "any")
    _ = try check(snd_pcm_hw_params_set_access(pcm, parameters, access), "access")
    _ = try check(snd_pcm_hw_params_set_format(pcm, parameters, SND_PCM_FORMAT_S32_LE), "format")
    _ = try check(snd_pcm_hw_params_set_channels(pcm, parameters, 2), "channels")
    _ = try check(snd_pcm_hw_params_set_rate(pcm, parameters, 48_000, 0), "rate")
    _ = try check(snd_pcm_hw_params_set_period_size(pcm, parameters, UInt(period), 0), "period")
    _ = try check(snd_pcm_hw_params_set_periods(pcm, parameters, UInt32(periods), 0), "periods")
    _ = try check(snd_pcm_hw_params(pcm, parameters), "hw_params")
  }

  /// Started by hand, stopped by an xrun.
  private func setThresholds() throws(ALSAFailure) {
    var parameters: OpaquePointer?
    snd_pcm_sw_params_malloc(&parameters)
    defer { snd_pcm_sw_params_free(parameters) }
    snd_pcm_sw_params_current(pcm, parameters)
    snd_pcm_sw_params_set_start_threshold(pcm, parameters, .max / 2)
    snd_pcm_sw_params_set_avail_min(pcm, parameters, UInt(period))
    try ALSAFailure.check(snd_pcm_sw_params(pcm, parameters), "sw_params")
  }

  var state: snd_pcm_state_t { snd_pcm_state(pcm) }
  /// Frames, or a negative errno.
  var available: Int { snd_pcm_avail_update(pcm) }
  /// Frames between the host and the converter.
  var delay: Int {
    var frames = 0
    snd_pcm_delay(pcm, &frames)
    return frames
  }

  func prepare() throws(ALSAFailure) { try ALSAFailure.check(snd_pcm_prepare(pcm), "prepare") }
  func start() throws(ALSAFailure) { try ALSAFailure.check(snd_pcm_start(pcm), "start") }

  /// Interleaved frames, whatever the device takes.
  func write(_ samples: [Int32]) throws(ALSAFailure) {
    let frames = UInt(samples.count / 2)
    var data = samples
    let code =
      switch access {
      case SND_PCM_ACCESS_RW_INTERLEAVED: snd_pcm_writei(pcm, data, frames)
      case SND_PCM_ACCESS_MMAP_INTERLEAVED: snd_pcm_mmap_writei(pcm, data, frames)
      case SND_PCM_ACCESS_RW_NONINTERLEAVED: split(&data) { snd_pcm_writen(pcm, $0, frames) }
      default: split(&data) { snd_pcm_mmap_writen(pcm, $0, frames) }
      }
    try ALSAFailure.check(code, "write")
  }

  func read(frames: Int) throws(ALSAFailure) -> [Int32] {
    var data = [Int32](repeating: 0, count: 2 * frames)
    let code =
      switch access {
      case SND_PCM_ACCESS_RW_INTERLEAVED: snd_pcm_readi(pcm, &data, UInt(frames))
      case SND_PCM_ACCESS_MMAP_INTERLEAVED: snd_pcm_mmap_readi(pcm, &data, UInt(frames))
      case SND_PCM_ACCESS_RW_NONINTERLEAVED: split(&data) { snd_pcm_readn(pcm, $0, UInt(frames)) }
      default: split(&data) { snd_pcm_mmap_readn(pcm, $0, UInt(frames)) }
      }
    return Array(data.prefix(2 * (try ALSAFailure.check(code, "read"))))
  }

  /// Hands the two channels apart to `body`, and puts them together again.
  private func split(
    _ samples: inout [Int32], _ body: (UnsafeMutablePointer<UnsafeMutableRawPointer?>) -> Int
  ) -> Int {
    var left = stride(from: 0, to: samples.count, by: 2).map { samples[$0] }
    var right = stride(from: 1, to: samples.count, by: 2).map { samples[$0] }
    let code = left.withUnsafeMutableBytes { left in
      right.withUnsafeMutableBytes { right in
        var channels = [left.baseAddress, right.baseAddress]
        return body(&channels)
      }
    }
    samples = zip(left, right).flatMap { [$0, $1] }
    return code
  }

  /// One round of poll(2): 0 at its timeout, else the events, which may be none.
  func poll(milliseconds: Int32 = 1000) throws(ALSAFailure) -> Events? {
    var descriptor = pollfd()
    snd_pcm_poll_descriptors(pcm, &descriptor, 1)
    if CALSA.poll(&descriptor, 1, milliseconds) == 0 { return nil }
    var events: UInt16 = 0
    try ALSAFailure.check(snd_pcm_poll_descriptors_revents(pcm, &descriptor, 1, &events), "revents")
    return Events(rawValue: Int32(events))
  }

  struct Events: OptionSet {
    let rawValue: Int32
    static let ready = Events(rawValue: POLLIN | POLLOUT)
    static let error = Events(rawValue: POLLERR)
    static let invalid = Events(rawValue: POLLNVAL)
    var isReady: Bool { !isDisjoint(with: .ready) }
  }
}
