import CSndFile
import NeuralAmp

/// A file that an encoder writes, and that stays open as long as this lives.
protocol EncodedFile: AnyObject {
  /// Open for reading and writing, able to seek.
  var descriptor: Int32 { get }
}

/// Frames to a file, as libsndfile encodes them.
///
/// Thread: one at a time.
final class AudioEncoder {
  /// Samples that were beyond full scale, and so were clipped to it.
  private(set) var clippedCount = 0

  private let file: any EncodedFile
  private let format: AudioFileFormat
  private let virtualFile: VirtualFile
  private var handle: OpaquePointer?
  private var quantized: [Int32] = []

  /// - Parameter info: of `format`, which has checked it.
  init(
    _ file: any EncodedFile, format: AudioFileFormat, info: SF_INFO, tags: AudioTags = AudioTags()
  ) throws(AudioFileError.Problem) {
    self.file = file
    self.format = format
    virtualFile = VirtualFile(descriptor: file.descriptor)
    var info = info
    let handle = try virtualFile.open(mode: SFM_WRITE, info: &info)
    self.handle = handle
    // The chunk holds the time of writing: the same input would not give the same file.
    sf_command(handle, Int32(SFC_SET_ADD_PEAK_CHUNK), nil, Int32(SF_FALSE))
    tags.write(to: handle)
  }

  /// `file` is closed only after this.
  deinit {
    if let handle { sf_close(handle) }
  }

  /// For a file of unknown length: from here on its header tells its length after every write, so that it
  /// is whole however the process ends. A WAV file is RF64 only from 4 GiB on.
  func growWhole() {
    virtualFile.buffersWrites = false
    virtualFile.flush()
    if format.container == .wav {
      sf_command(handle, Int32(SFC_RF64_AUTO_DOWNGRADE), nil, Int32(SF_TRUE))
    }
    sf_command(handle, Int32(SFC_SET_UPDATE_HEADER_AUTO), nil, Int32(SF_TRUE))
    // Before the first frame too.
    sf_command(handle, Int32(SFC_UPDATE_HEADER_NOW), nil, 0)
  }

  /// - Parameter frames: whole interleaved frames.
  func write(_ frames: UnsafeBufferPointer<Float>) throws(AudioFileError.Problem) {
    guard let handle, let source = frames.baseAddress else { return }
    let frameCount = sf_count_t(frames.count / format.channelCount)
    let written =
      if let bits = format.quantizedBitCount {
        sf_writef_int(handle, quantize(frames, bits: bits), frameCount)
      } else {
        sf_writef_float(handle, source, frameCount)
      }
    try checkSystemCalls()
    if written != frameCount { throw .notWritten(String(cString: sf_strerror(handle))) }
  }

  private func quantize(_ samples: UnsafeBufferPointer<Float>, bits: Int) -> [Int32] {
    if quantized.count < samples.count { quantized = [Int32](repeating: 0, count: samples.count) }
    guard let source = samples.baseAddress else { return quantized }
    clippedCount += quantized.withUnsafeMutableBufferPointer { target in
      guard let target = target.baseAddress else { return 0 }
      return SampleConversion.quantize(source, to: target, count: samples.count, bitCount: bits)
    }
    return quantized
  }

  /// `sf_close`: what is left in the encoder, and the lengths in the header.
  func finish() throws(AudioFileError.Problem) {
    guard let handle else { return }
    self.handle = nil
    let code = sf_close(handle)
    virtualFile.flush()
    try checkSystemCalls()
    if code != 0 { throw .notWritten(String(cString: sf_error_number(code))) }
  }

  private func checkSystemCalls() throws(AudioFileError.Problem) {
    if virtualFile.failure != 0 { throw .init(errno: virtualFile.failure) }
  }
}
