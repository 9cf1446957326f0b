import LiveAudio
import NeuralAmp

/// The settings that can be changed while it plays.
struct LiveMixer {
  enum Change: Equatable {
    /// In dB.
    case inputGain(Double)
    case outputGain(Double)
    case bypass
    case mute
  }

  /// In dB.
  private(set) var inputGain: Double
  private(set) var outputGain: Double
  private(set) var isBypassed: Bool
  private(set) var isMuted = false
  /// 0...1; `nil` where the file sounds the same at each.
  var quality: Double?

  init(inputGain: Double, outputGain: Double, isBypassed: Bool) {
    self.isBypassed = isBypassed
    self.inputGain = inputGain
    self.outputGain = outputGain
  }

  mutating func change(_ change: Change) {
    switch change {
    case .inputGain(let step): inputGain = Self.limited(inputGain + step)
    case .outputGain(let step): outputGain = Self.limited(outputGain + step)
    case .bypass: isBypassed.toggle()
    case .mute: isMuted.toggle()
    }
  }

  func apply(to session: LiveSession) {
    session.setGain(input: Decibels.amplitude(inputGain), output: Decibels.amplitude(outputGain))
    session.setBypassed(isBypassed)
    session.setMuted(isMuted)
  }

  private static func limited(_ gain: Double) -> Double {
    min(max(gain, LiveSettings.gains.lowerBound), LiveSettings.gains.upperBound)
  }
}
