import Glibc

/// Amplitude ratios and their decibels.
public enum Decibels {
  /// 10^(dB/20).
  public static func amplitude(_ decibels: Double) -> Float { Float(pow(10, decibels / 20)) }

  /// 20·log10(amplitude); -infinity for silence.
  public static func decibels(_ amplitude: Float) -> Double { 20 * log10(Double(amplitude)) }
}
