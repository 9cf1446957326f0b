import CRealtime

/// Amplitude ratios and their decibels.
public enum Decibels {
  /// 10^(dB/20).
  public static func amplitude(_ decibels: Double) -> Float { Float(headroom_pow(10, decibels / 20)) }

  /// 20·log10(amplitude); -infinity for silence.
  public static func decibels(_ amplitude: Float) -> Double { 20 * headroom_log10(Double(amplitude)) }
}
