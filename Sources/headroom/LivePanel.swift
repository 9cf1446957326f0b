import LiveAudio
import NeuralAmp

/// What a live run shows on a terminal while it plays:
///
///     in   ################----------  -12.3 dBFS        +0 dB
///     out  ####################------   -4.1 dBFS  CLIP  -3 dB  quality 0.5  BYPASS
///     load 4.2 % (worst 9.0 %)  xruns 0 in, 0 out  0.03 ms late at worst  2.67 ms  1:02:03
enum LivePanel {
  private static let barWidth = 26
  /// The bar's left end, in dBFS; its right end is full scale.
  private static let lowest = -60.0

  static func lines(_ status: LiveStatus, _ description: LiveDescription?, _ mixer: LiveMixer) -> [String] {
    guard let description else { return ["waiting for the device"] }
    let marks = [
      mixer.quality.map { "  quality \(Format.number($0))" }, mixer.isBypassed ? "  BYPASS" : nil,
      mixer.isMuted ? "  MUTE" : nil,
    ].compactMap { $0 }.joined()
    return [
      "in   \(meter(status.inputPeak, clips: status.inputClipCount))  \(gain(mixer.inputGain))",
      "out  \(meter(status.outputPeak, clips: status.outputClipCount))  \(gain(mixer.outputGain))\(marks)",
      counters(status, description),
    ]
  }

  private static func counters(_ status: LiveStatus, _ description: LiveDescription) -> String {
    let rate = Double(description.rate)
    let delay = Double(status.captureDelay + status.playbackDelay) / rate
    return [
      "load \(LiveText.percent(status.load)) (worst \(LiveText.percent(status.worstLoad)))",
      "xruns \(status.captureXrunCount) in, \(status.playbackXrunCount) out",
      "\(LiveText.milliseconds(status.longestWakeDelay)) ms late at worst",
      "\(LiveText.milliseconds(delay)) ms", Format.time(Double(status.frameCount) / rate),
    ].joined(separator: "  ")
  }

  /// A bar, its number, and whether it has ever been too loud.
  static func meter(_ peak: Float, clips: Int) -> String {
    let level = peak > 0 ? Decibels.decibels(peak) : -.infinity
    let share = (max(level, lowest) - lowest) / -lowest
    let length = min(barWidth, max(0, Int((share * Double(barWidth)).rounded())))
    let bar = String(repeating: "#", count: length) + String(repeating: "-", count: barWidth - length)
    let number = level < -99.9 ? "-inf" : Format.fixed(level, 1)
    return "\(bar)  \(padded(number, 5)) dBFS  \(clips > 0 ? "CLIP" : "    ")"
  }

  private static func gain(_ decibels: Double) -> String {
    (decibels < 0 ? "" : "+") + Format.number(decibels) + " dB"
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
