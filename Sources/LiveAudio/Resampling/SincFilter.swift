import Foundation

/// The low-pass filter of a rate conversion, in continuous time: a sinc under a Kaiser window.
///
/// It passes 20 kHz and lets fold only what stays above them: the transition band lies on either side of the
/// lower of the two Nyquist rates, so that its width, and with it the length, is all that a rate leaves. At
/// 44.1 kHz that is 4.1 kHz, at 48 kHz 8 kHz: half the length.
///
/// The usual design puts -6 dB at the Nyquist rate and has the passband as flat as the stopband is deep. Here
/// the passband may sink by 0.05 dB, which nobody hears: for the same stopband the filter is an eighth shorter.
struct SincFilter {
  /// Its length on either side of the centre, in input frames, even.
  let halfLength: Int
  /// Where it is at -6 dB, in cycles per input frame.
  private let cutoff: Double
  private let window = KaiserWindow(beta: Edge.beta)

  /// Of a low-pass under a Kaiser window with this beta, how far from the -6 dB the response reaches a level,
  /// in units of 1/length: numbers of the window's transform, whatever the cut-off.
  private enum Edge {
    static let beta = 9.6
    /// -0.05 dB.
    static let passband = 2.29
    /// -91 dB, and below them from there on.
    static let stopband = 3.04
  }

  /// - Parameters: rates in Hz.
  init(from inputRate: Double, to outputRate: Double) {
    let nyquist = min(inputRate, outputRate) / 2
    let passband = Self.passband(nyquist: nyquist)
    let transition = 2 * (nyquist - passband)
    let halfTime = (Edge.passband + Edge.stopband) / (2 * transition)
    halfLength = 2 * Int((halfTime * inputRate / 2).rounded(.up))
    cutoff = passband / inputRate + Edge.passband / Double(2 * halfLength)
  }

  /// 20 kHz; of lower rates than 44.1 kHz as large a part as of those, of higher ones than 48 kHz too.
  private static func passband(nyquist: Double) -> Double {
    min(max(20_000, nyquist * 5 / 6), nyquist * 20_000 / 22_050)
  }

  /// The impulse response at `offset` input frames from its centre, not normalised.
  func callAsFunction(_ offset: Double) -> Double {
    let angle = 2 * Double.pi * cutoff * offset
    let sinc = angle == 0 ? 1 : sin(angle) / angle
    return sinc * window(offset / Double(halfLength))
  }
}

/// Kaiser's window: of all windows of a length nearly the one with the least energy beside the main lobe.
struct KaiserWindow {
  let beta: Double

  /// At `position`, -1 to 1 from end to end.
  func callAsFunction(_ position: Double) -> Double {
    besselI0(beta * max(0, 1 - position * position).squareRoot()) / besselI0(beta)
  }

  /// The modified Bessel function of order 0, by its power series: all terms are positive, so it loses nothing.
  private func besselI0(_ x: Double) -> Double {
    var (term, sum, index) = (1.0, 1.0, 1.0)
    while term > sum * 1e-17 {
      term *= (x / (2 * index)) * (x / (2 * index))
      sum += term
      index += 1
    }
    return sum
  }
}
