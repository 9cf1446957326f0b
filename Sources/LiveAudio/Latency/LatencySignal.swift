import NeuralAmp

/// What is sent to be found again: noise, which is like itself at no other delay, and of which a path that cuts
/// off a part of the band takes away no more than that part.
enum LatencySignal {
  /// dBFS: loud enough for a path that loses much, with room for one that gains.
  static let level = -12.0
  /// In seconds.
  static let duration = 0.35

  /// Plus or minus full level, by a pseudo-random bit sequence of 31 bits (ITU-T O.150).
  ///
  /// - Parameter rate: in Hz.
  static func samples(rate: Int) -> [Float] {
    let amplitude = Decibels.amplitude(level)
    var register: UInt32 = 0x2B5C_91E7
    return (0..<Int(duration * Double(rate))).map { _ in
      let bit = (register >> 30 ^ register >> 27) & 1
      register = register << 1 | bit
      return bit == 1 ? amplitude : -amplitude
    }
  }
}
