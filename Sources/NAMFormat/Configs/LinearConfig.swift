import NeuralAmp

/// The `config` of an impulse response.
enum LinearConfig {
  private static let knownKeys: Set = [
    "receptive_field", "bias", "in_channels", "out_channels", "implementation",
  ]

  /// How NeuralAmpModelerCore is to convolve, in any case of letters. All give the same but for rounding.
  private static let implementations = [
    "auto", "direct", "legacy", "old", "fft", "partitioned_fft", "partitioned-fft",
  ]

  static func parse(_ config: NAMObject) throws(NAMFileError.Problem) -> LinearConfiguration {
    let lengths = 1...NetworkConfiguration.lengthLimit
    let tapCount = try config.required("receptive_field").integer(in: lengths)
    let hasBias = try config.required("bias").bool()
    let inputChannelCount = try config.size("in_channels", default: 1)
    let outputChannelCount = try config.size("out_channels", default: 1)
    if let word = config.optional("implementation") {
      guard implementations.contains(try word.string().lowercased()) else {
        throw word.unexpected("one of \(implementations.joined(separator: ", "))")
      }
    }
    config.noteOddKeys(known: knownKeys, of: "a Linear")
    return LinearConfiguration(
      tapCount: tapCount, hasBias: hasBias, inputChannelCount: inputChannelCount,
      outputChannelCount: outputChannelCount)
  }
}
