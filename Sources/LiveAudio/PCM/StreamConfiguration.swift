/// What one direction of a device is asked for.
struct StreamWish: Equatable, Sendable {
  /// In Hz; the nearest that the device has will do.
  var rate: Int
  /// In frames; the nearest will do.
  var periodFrameCount: Int
  var periodCount: Int
  /// At least.
  var channelCount: Int
  /// The first that the device has is taken.
  var access: [PCMAccess] = PCMAccess.allCases
  var formats: [PCMFormat] = PCMFormat.preferred
}

/// What one direction of a device really does, read back from it.
struct StreamConfiguration: Equatable, Sendable {
  let access: PCMAccess
  let format: PCMFormat
  /// Bits that the converter has, of an integer's.
  let significantBitCount: Int
  let channelCount: Int
  /// In Hz.
  let rate: Int
  let periodFrameCount: Int
  let bufferFrameCount: Int

  var periodCount: Int { bufferFrameCount / periodFrameCount }
}
