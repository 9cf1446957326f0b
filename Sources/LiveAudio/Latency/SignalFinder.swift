import Glibc

/// Finds a known signal in a recording: by cross-correlation, above the mains hum and its harmonics.
struct SignalFinder {
  struct Finding: Equatable {
    /// Frames from the recording's begin to the signal's, to a twentieth.
    let delay: Double
    /// What became of the signal's amplitude; below 0 it came back upside down.
    let gain: Double
    /// How far the correlation's peak is above all the rest of it, as a factor.
    let prominence: Double
  }

  /// Nothing below it is looked at, in Hz.
  private static let lowestFrequency = 500.0
  /// What noise alone reaches over a second of delays is 5 times its own level.
  private static let leastProminence = 10.0
  /// Frames around the peak that are a part of it: filters ring.
  private static let peakWidth = 64
  /// Steps of a frame that the peak's place is told in.
  private static let stepsPerFrame = 20

  private let transform: FourierTransform
  /// Delays that the whole signal fits at.
  private let delayCount: Int
  /// The signal's spectrum, conjugate, over its energy.
  private var real: [Double]
  private var imaginary: [Double]

  /// - Parameters:
  ///   - recordingFrameCount: a power of two, more than the signal's frames.
  ///   - rate: in Hz.
  init(_ signal: [Float], recordingFrameCount count: Int, rate: Int) {
    precondition(count > signal.count, "a recording that holds the signal")
    transform = FourierTransform(count: count)
    delayCount = count - signal.count
    real = signal.map(Double.init) + Array(repeating: 0, count: count - signal.count)
    imaginary = Array(repeating: 0, count: count)
    transform.forward(&real, &imaginary)
    let lowest = min(Int(Self.lowestFrequency / Double(rate) * Double(count)), count / 4)
    for bin in 0..<count where min(bin, count - bin) < lowest { (real[bin], imaginary[bin]) = (0, 0) }
    let energy = zip(real, imaginary).reduce(0) { $0 + $1.0 * $1.0 + $1.1 * $1.1 }
    for bin in 0..<count { (real[bin], imaginary[bin]) = (real[bin] / energy, -imaginary[bin] / energy) }
  }

  /// `nil` where nothing stands out.
  func find(in recording: UnsafeBufferPointer<Float>) -> Finding? {
    let correlation = correlate(recording)
    let delays = 0..<delayCount
    guard let peak = delays.max(by: { abs(correlation[$0]) < abs(correlation[$1]) }) else { return nil }
    let height = abs(correlation[peak])
    let rest = delays.filter { abs($0 - peak) > Self.peakWidth }
    let power = rest.reduce(0) { $0 + correlation[$1] * correlation[$1] } / Double(rest.count)
    guard height > Self.leastProminence * power.squareRoot() else { return nil }
    let (offset, gain) = Self.top(of: correlation, near: peak)
    return Finding(delay: Double(peak) + offset, gain: gain, prominence: height / power.squareRoot())
  }

  /// For every delay, the gain of the path if all of it were there.
  private func correlate(_ recording: UnsafeBufferPointer<Float>) -> [Double] {
    var real = recording.map { $0.isFinite ? Double($0) : 0 }
    var imaginary = [Double](repeating: 0, count: real.count)
    transform.forward(&real, &imaginary)
    for bin in real.indices {
      let (re, im) = (real[bin], imaginary[bin])
      real[bin] = re * self.real[bin] - im * self.imaginary[bin]
      imaginary[bin] = re * self.imaginary[bin] + im * self.real[bin]
    }
    transform.backward(&real, &imaginary)
    return real
  }

  /// Where between the frames around `peak` the correlation is highest, and how high.
  private static func top(of correlation: [Double], near peak: Int) -> (offset: Double, height: Double) {
    let candidates = (-stepsPerFrame...stepsPerFrame).map { step in
      let offset = Double(step) / Double(stepsPerFrame)
      return (offset: offset, height: value(of: correlation, at: peak, offset))
    }
    return candidates.max { abs($0.height) < abs($1.height) } ?? (0, correlation[peak])
  }

  /// Between frames, by a windowed sinc. The correlation goes round: before its begin comes its end.
  private static func value(of correlation: [Double], at frame: Int, _ offset: Double) -> Double {
    let reach = 24
    return (-reach...reach).reduce(0) { sum, step in
      let distance = offset - Double(step)
      let sinc = distance == 0 ? 1 : sin(.pi * distance) / (.pi * distance)
      let window = cos(.pi * distance / Double(2 * reach + 2))
      let index = (frame + step + correlation.count) % correlation.count
      return sum + correlation[index] * sinc * window * window
    }
  }
}
