import Glibc

/// A test signal like a direct-injected guitar: plucked strings that ring on over each other, with the pick's
/// noise. The same for the same seed.
enum GuitarSignal {
  /// The loudest sample, either way.
  static let peak = 0.5

  /// Half a second apart: E2, B2, E3, G3, then from the start.
  private static let frequencies = [82.41, 123.47, 164.81, 196.0]
  private static let harmonicCount = 24
  /// Where the string is picked, as a part of its length: some harmonics are weak there.
  private static let pickPosition = 0.17

  /// One channel, at a rate in Hz.
  static func samples(count: Int, rate: Double, seed: UInt64) -> [Float] {
    var sum = [Double](repeating: 0, count: count)
    var generator = SeededNumbers(seed: seed)
    for (number, begin) in stride(from: 0, to: count, by: Int(rate / 2)).enumerated() {
      pluck(frequencies[number % frequencies.count], from: begin, rate, &generator, &sum)
    }
    let loudest = sum.reduce(0) { max($0, abs($1)) }
    return sum.map { Float(loudest > 0 ? $0 * peak / loudest : 0) }
  }

  /// One channel for each seed, interleaved.
  static func frames(count: Int, channels: Int, rate: Double) -> [Float] {
    let tracks = (0..<channels).map { samples(count: count, rate: rate, seed: UInt64($0 + 1)) }
    if channels == 1 { return tracks[0] }
    return (0..<count * channels).map { tracks[$0 % channels][$0 / channels] }
  }

  private static func pluck(
    _ frequency: Double, from begin: Int, _ rate: Double, _ generator: inout SeededNumbers,
    _ sum: inout [Double]
  ) {
    for number in 1...harmonicCount {
      let harmonic = Double(number)
      // A stiff string's harmonics are a little sharp.
      let sharpened = harmonic * frequency * (1 + 0.0001 * harmonic * harmonic).squareRoot()
      guard sharpened < 0.45 * rate else { break }
      let level = sin(.pi * harmonic * pickPosition) / harmonic
      let phase = Double.random(in: 0..<0.5, using: &generator)
      ring(sharpened / rate, level, phase, decay: exp(-(1.2 + 0.5 * harmonic) / rate), from: begin, &sum)
    }
    let noiseDecay = exp(-400 / rate)
    var level = 0.3
    for index in begin..<min(sum.count, begin + Int(rate / 20)) {
      sum[index] += level * Double.random(in: -1...1, using: &generator)
      level *= noiseDecay
    }
  }

  /// A decaying sine, as a complex number that turns: `turn` and `phase` in turns.
  private static func ring(
    _ turn: Double, _ level: Double, _ phase: Double, decay: Double, from begin: Int, _ sum: inout [Double]
  ) {
    let (stepReal, stepImaginary) = (decay * cos(2 * .pi * turn), decay * sin(2 * .pi * turn))
    var (real, imaginary) = (level * cos(2 * .pi * phase), level * sin(2 * .pi * phase))
    for index in begin..<sum.count {
      sum[index] += imaginary
      (real, imaginary) = (
        real * stepReal - imaginary * stepImaginary, real * stepImaginary + imaginary * stepReal
      )
    }
  }
}
