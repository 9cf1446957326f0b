import LiveAudio

/// What the words of `headroom live` ask for.
struct LiveSettings {
  static let gains = -60.0...60.0

  let options: LiveOptions
  /// 0...1.
  let quality: Double
  /// In dB.
  let inputGain: Double
  let outputGain: Double
  let isBypassed: Bool
  let outputRecording: String?
  let inputRecording: String?
  let showsJSON: Bool
  let isQuiet: Bool

  init(_ arguments: Arguments) throws(UsageError) {
    var options = try DeviceOptions.read(arguments)
    options.duration = try arguments.number("--seconds", in: 0...1e9)
    self.options = options
    quality = try arguments.number("--quality", in: 0...1) ?? 1
    inputGain = try arguments.number("--input-gain", in: Self.gains) ?? 0
    outputGain = try arguments.number("--output-gain", in: Self.gains) ?? 0
    isBypassed = arguments.has("--bypass")
    outputRecording = arguments.value("--record")
    inputRecording = arguments.value("--record-input")
    if let outputRecording, outputRecording == inputRecording {
      throw UsageError("--record and --record-input are both \(outputRecording)")
    }
    showsJSON = arguments.has("--json")
    isQuiet = arguments.has("--quiet")
  }
}
