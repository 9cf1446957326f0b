import CSampleRate

/// Changes the rate of a source by libsamplerate's best band-limited interpolation.
///
/// Its filter is centred on each output frame, so the result has no latency: frame n of the output is at
/// time n / rate of the input. What it looks ahead is taken from the source, which never ends.
final class Resampler {
  /// libsamplerate's largest ratio, either way.
  static let maximumRatio = 256.0
  /// libsamplerate's sinc converters take no more.
  static let maximumChannelCount = 128

  private static let inputBlockFrameCount = 1024

  private let state: OpaquePointer
  private let path: String
  private let ratio: Double
  private let channelCount: Int
  private let source: FrameSource
  private let input: FrameBlock
  private var unreadFrameCount = 0

  /// - Parameter path: the file in whose name errors are thrown.
  init(
    _ source: @escaping FrameSource, channelCount: Int, from inputRate: Double, to outputRate: Double,
    path: String
  ) throws(AudioFileError) {
    ratio = outputRate / inputRate
    guard (1 / Self.maximumRatio...Self.maximumRatio).contains(ratio) else {
      throw AudioFileError(path: path, problem: .rateRatio(from: inputRate, to: outputRate))
    }
    guard channelCount <= Self.maximumChannelCount else {
      throw AudioFileError(
        path: path, problem: .tooManyChannels(channelCount, limit: Self.maximumChannelCount))
    }
    var code: Int32 = 0
    guard let state = src_new(Int32(SRC_SINC_BEST_QUALITY), Int32(channelCount), &code) else {
      throw AudioFileError(path: path, problem: .noMemory)
    }
    self.state = state
    self.path = path
    self.channelCount = channelCount
    self.source = source
    input = FrameBlock.allocate(capacity: Self.inputBlockFrameCount * channelCount)
  }

  deinit {
    src_delete(state)
    input.deallocate()
  }

  /// Fills `block` with the next frames at the output rate.
  func fill(_ block: FrameBlock) throws(AudioFileError) {
    var output = block[...]
    while !output.isEmpty {
      if unreadFrameCount == 0 {
        try source(input)
        unreadFrameCount = Self.inputBlockFrameCount
      }
      output = try convert(into: output)
    }
  }

  /// `src_process` from the unread input into `output`. Returns what of `output` is still to be filled.
  private func convert(
    into output: Slice<FrameBlock>
  ) throws(AudioFileError) -> Slice<FrameBlock> {
    let target = FrameBlock(rebasing: output)
    let readFrameCount = Self.inputBlockFrameCount - unreadFrameCount
    var data = SRC_DATA()
    data.data_in = input.baseAddress.map { UnsafePointer($0 + readFrameCount * channelCount) }
    data.input_frames = unreadFrameCount
    data.data_out = target.baseAddress
    data.output_frames = target.count / channelCount
    data.src_ratio = ratio
    let code = src_process(state, &data)
    guard code == 0 else {
      throw AudioFileError(path: path, problem: .system(String(cString: src_strerror(code))))
    }
    unreadFrameCount -= data.input_frames_used
    return output.dropFirst(data.output_frames_gen * channelCount)
  }
}
