import CSampleRate

/// libsamplerate's best band-limited interpolation.
///
/// Its filter is centred on each output frame, so the result has no latency: frame n of the output is at
/// time n / rate of the input. For what it looks ahead it has to be given input beyond the last frame of the output.
final class Resampler {
  struct Shape: Equatable {
    let channelCount: Int
    /// In Hz.
    let inputRate: Double
    let outputRate: Double

    /// Whether there is nothing to do.
    var isIdentity: Bool { inputRate == outputRate }
  }

  /// libsamplerate's largest ratio, either way.
  static let maximumRatio = 256.0
  /// libsamplerate's sinc converters take no more.
  static let maximumChannelCount = 128
  /// What libsamplerate holds for a channel: 2.5 times its filter at the largest ratio.
  static let channelByteCount = 366_000

  let shape: Shape
  private let state: OpaquePointer
  private let ratio: Double

  init(_ shape: Shape) throws(AudioFileError.Problem) {
    ratio = shape.outputRate / shape.inputRate
    guard (1 / Self.maximumRatio...Self.maximumRatio).contains(ratio) else {
      throw .rateRatio(from: shape.inputRate, to: shape.outputRate)
    }
    guard shape.channelCount <= Self.maximumChannelCount else {
      throw .tooManyChannels(shape.channelCount, limit: Self.maximumChannelCount)
    }
    var code: Int32 = 0
    guard let state = src_new(Int32(SRC_SINC_BEST_QUALITY), Int32(shape.channelCount), &code) else {
      throw .noMemory
    }
    self.shape = shape
    self.state = state
  }

  deinit { src_delete(state) }

  /// Forgets what came before.
  func reset() { src_reset(state) }

  /// Converts as much of `input` as there is, or as `output` has room for.
  ///
  /// - Parameters:
  ///   - input: interleaved frames, none or more.
  ///   - output: interleaved frames.
  /// - Returns: how many frames of `input` are used up, and how many of `output` are filled.
  func convert(
    _ input: FrameBlock, into output: FrameBlock
  ) throws(AudioFileError.Problem) -> (readCount: Int, writtenCount: Int) {
    var data = SRC_DATA()
    // Without input: not the end of a block that the output may lie right behind, which it would take for an overlap.
    data.data_in = UnsafePointer(
      input.isEmpty ? output.baseAddress.map { $0 + output.count } : input.baseAddress)
    data.input_frames = input.count / shape.channelCount
    data.data_out = output.baseAddress
    data.output_frames = output.count / shape.channelCount
    data.src_ratio = ratio
    let code = src_process(state, &data)
    guard code == 0 else { throw .system(String(cString: src_strerror(code))) }
    return (data.input_frames_used, data.output_frames_gen)
  }
}
