import CSndFile
import NeuralAmp

/// An audio file that is written from its beginning to its end and appears when it is complete.
///
/// Thread: one at a time.
final class AudioFileWriter {
  struct Format {
    let container: AudioContainer
    let sampleFormat: SampleFormat
    let sampleRate: Int
    let channelCount: Int
  }

  let path: String
  /// Samples that were beyond full scale, and so were clipped to it.
  private(set) var clippedCount = 0

  private let format: Format
  private let pending: PendingFile
  private let virtualFile: VirtualFile
  private var handle: OpaquePointer?
  private var quantized: [Int32] = []

  /// - Parameter frameCount: how many frames will come: a container may not hold none, or so many.
  init(
    path: String, destination: PendingFile.Destination, format: Format, frameCount: Int, tags: AudioTags
  ) throws(AudioFileError) {
    self.path = path
    self.format = format
    do throws(AudioFileError.Problem) {
      var info = try Self.info(format, frameCount: frameCount)
      pending = try PendingFile(destination)
      virtualFile = VirtualFile(descriptor: pending.descriptor)
      handle = virtualFile.open(mode: SFM_WRITE, info: &info)
      guard let handle else { throw .notWritten(String(cString: sf_strerror(nil))) }
      // The chunk holds the time of writing: the same input would not give the same file.
      sf_command(handle, Int32(SFC_SET_ADD_PEAK_CHUNK), nil, Int32(SF_FALSE))
      tags.write(to: handle)
    } catch {
      throw AudioFileError(path: path, problem: error)
    }
  }

  deinit {
    if let handle { sf_close(handle) }
  }

  private static func info(_ format: Format, frameCount: Int) throws(AudioFileError.Problem) -> SF_INFO {
    var info = SF_INFO()
    info.samplerate = Int32(clamping: format.sampleRate)
    info.channels = Int32(clamping: format.channelCount)
    info.format = try container(format, frameCount: frameCount).sndfileFormat(format.sampleFormat)
    if frameCount == 0 && !format.container.canBeEmpty {
      throw .unsupportedFormat(container: format.container.name, what: "a file without frames")
    }
    guard sf_format_check(&info) != 0 else {
      let samples = format.container.isLossy ? "" : "\(format.sampleFormat.name) samples, "
      throw .unsupportedFormat(
        container: format.container.name,
        what:
          "\(samples)\(format.channelCount) channel\(format.channelCount == 1 ? "" : "s") at \(format.sampleRate) Hz"
      )
    }
    return info
  }

  /// WAV, AIFF and AU count their bytes in 32 bits. A WAV file beyond that is RF64, which says so itself.
  private static func container(
    _ format: Format, frameCount: Int
  ) throws(AudioFileError.Problem) -> AudioContainer {
    let frameByteCount = format.channelCount * format.sampleFormat.byteCount
    let roomForHeader = 1 << 20
    let limit = (Int(UInt32.max) - roomForHeader) / frameByteCount
    guard frameCount > limit else { return format.container }
    switch format.container {
    case .wav: return .rf64
    case .aiff, .au: throw .unsupportedFormat(container: format.container.name, what: "more than 4 GiB")
    default: return format.container
    }
  }

  /// - Parameter frames: whole interleaved frames.
  func write(_ frames: UnsafeBufferPointer<Float>) throws(AudioFileError) {
    guard let handle, let source = frames.baseAddress else { return }
    let frameCount = sf_count_t(frames.count / format.channelCount)
    let written =
      if let bits = quantizedBitCount {
        sf_writef_int(handle, quantize(frames, bits: bits), frameCount)
      } else {
        sf_writef_float(handle, source, frameCount)
      }
    if written != frameCount { throw AudioFileError(path: path, problem: writeProblem(handle)) }
  }

  private var quantizedBitCount: Int? {
    format.container.isLossy ? nil : format.sampleFormat.integerBitCount
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

  /// Completes the file and gives it its name.
  func finish() throws(AudioFileError) {
    guard let handle else { return }
    self.handle = nil
    let code = sf_close(handle)
    do throws(AudioFileError.Problem) {
      if virtualFile.failure != 0 { throw .init(errno: virtualFile.failure) }
      if code != 0 { throw .notWritten(String(cString: sf_error_number(code))) }
      try pending.commit()
    } catch {
      throw AudioFileError(path: path, problem: error)
    }
  }

  private func writeProblem(_ handle: OpaquePointer) -> AudioFileError.Problem {
    virtualFile.failure != 0
      ? .init(errno: virtualFile.failure) : .notWritten(String(cString: sf_strerror(handle)))
  }
}
