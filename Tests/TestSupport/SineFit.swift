import Foundation

/// The sine of a known frequency that comes closest to a signal, in least squares, and what it leaves.
public struct SineFit {
  public let amplitude: Double
  /// Of sin(2π · frequency · n + phase), in radians.
  public let phase: Double
  /// Everything in the signal that is not the sine, against the sine, in dB.
  public let residual: Double

  /// - Parameter frequency: in cycles per frame.
  public init(_ signal: ArraySlice<Float>, frequency: Double) {
    let angles = signal.indices.map { 2 * Double.pi * frequency * Double($0) }
    let (sines, cosines) = (angles.map { sin($0) }, angles.map { cos($0) })
    let values = signal.map(Double.init)
    let (ss, sc, cc) = (dot(sines, sines), dot(sines, cosines), dot(cosines, cosines))
    let (sv, cv) = (dot(sines, values), dot(cosines, values))
    let determinant = ss * cc - sc * sc
    let (a, b) = ((sv * cc - cv * sc) / determinant, (cv * ss - sv * sc) / determinant)
    amplitude = (a * a + b * b).squareRoot()
    phase = atan2(b, a)
    let rest = values.indices.map { values[$0] - a * sines[$0] - b * cosines[$0] }
    residual = 10 * log10(dot(rest, rest) / (a * a * ss + 2 * a * b * sc + b * b * cc))
  }

  public static func sine(_ frequency: Double, count: Int, amplitude: Double = 0.5) -> [Float] {
    (0..<count).map { Float(amplitude * sin(2 * Double.pi * frequency * Double($0))) }
  }
}

private func dot(_ a: [Double], _ b: [Double]) -> Double {
  var sum = 0.0
  for index in a.indices { sum += a[index] * b[index] }
  return sum
}
