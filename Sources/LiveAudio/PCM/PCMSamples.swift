/// How the audio thread turns a device's samples into floats and back: the format, and how many of its bits
/// the converter has.
///
/// Full scale is ±1, as in `SampleConversion`.
struct PCMSamples {
  let encoding: PCMFormat.Encoding
  let isBigEndian: Bool
  /// What is rounded to, of an integer: the bits that the converter has, 24 of 32 on many interfaces.
  let bitCount: Int
  /// Room for ``capacity`` integers on their way.
  let integers: UnsafeMutablePointer<Int32>
  /// Samples that are converted at a time, at most.
  let capacity: Int
}
