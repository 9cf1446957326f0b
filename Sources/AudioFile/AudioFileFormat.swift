import CSndFile

/// What an audio file is to hold, and in which container.
struct AudioFileFormat {
  let container: AudioContainer
  let sampleFormat: SampleFormat
  /// In Hz.
  let sampleRate: Int
  let channelCount: Int

  /// Bits of the integers that samples are rounded to; `nil` where they are stored as floats or sounds.
  var quantizedBitCount: Int? { container.isLossy ? nil : sampleFormat.integerBitCount }

  /// The frames that 4 GiB have room for: WAV, AIFF and AU count their bytes in 32 bits.
  var frameLimit: Int {
    let roomForHeader = 1 << 20
    return (Int(UInt32.max) - roomForHeader) / (channelCount * sampleFormat.byteCount)
  }

  /// libsndfile's description of such a file.
  ///
  /// - Parameter frameCount: how many frames will come: a container may not hold none, or so many.
  func info(frameCount: Int) throws(AudioFileError.Problem) -> SF_INFO {
    if frameCount == 0 && !container.canBeEmpty { throw unsupported("a file without frames") }
    guard frameCount > frameLimit else { return try info(in: container) }
    try checkLength(frameCount)
    // A WAV file beyond the limit is RF64, which says so itself.
    return try info(in: container == .wav ? .rf64 : container)
  }

  /// The same for a file of unknown length.
  func infoOfGrowingFile() throws(AudioFileError.Problem) -> SF_INFO {
    try info(in: container == .wav ? .rf64 : container)
  }

  /// Throws where the container cannot grow to so many frames.
  func checkLength(_ frameCount: Int) throws(AudioFileError.Problem) {
    let isLimited = container == .aiff || container == .au
    if isLimited && frameCount > frameLimit { throw unsupported("more than 4 GiB") }
  }

  private func info(in container: AudioContainer) throws(AudioFileError.Problem) -> SF_INFO {
    var info = SF_INFO()
    info.samplerate = Int32(clamping: sampleRate)
    info.channels = Int32(clamping: channelCount)
    info.format = container.sndfileFormat(sampleFormat)
    guard sf_format_check(&info) != 0 else {
      let samples = container.isLossy ? "" : "\(sampleFormat.name) samples, "
      let channels = "\(channelCount) channel\(channelCount == 1 ? "" : "s")"
      throw unsupported("\(samples)\(channels) at \(sampleRate) Hz")
    }
    return info
  }

  private func unsupported(_ what: String) -> AudioFileError.Problem {
    .unsupportedFormat(container: container.name, what: what)
  }
}
