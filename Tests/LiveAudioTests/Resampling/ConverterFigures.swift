import Foundation
import TestSupport

/// What a converter does to sines between two rates.
struct ConverterFigures {
  static let droopFrequencies = [10_000.0, 15_000, 18_000, 20_000]

  /// From a moment of the input to the last frame that its place in the output waits for, in ms.
  let latency: Double
  /// The gain at ``droopFrequencies``, in dB.
  let droop: [Double]
  /// All that is not the sine, images and aliases above all, against it in dB: the worst up to 20 kHz.
  let worstResidual: Double
  /// The same of 1 kHz and 5 kHz: THD+N.
  let distortion: [Double]

  init(_ kind: any Converter.Type, from inputRate: Int, to outputRate: Int) {
    func fit(_ frequency: Double) -> SineFit {
      var converter = kind.init(from: inputRate, to: outputRate)
      let output = converter.convert(SineFit.sine(frequency / Double(inputRate), count: 4000), step: 64)
      return SineFit(output[800..<3200], frequency: frequency / Double(outputRate))
    }
    droop = Self.droopFrequencies.map { 20 * log10(fit($0).amplitude / 0.5) }
    worstResidual = stride(from: 700, through: 20_000, by: 1930).map { fit($0).residual }.max()!
    distortion = [1000, 5000].map { fit($0).residual }
    let delay = -fit(100).phase / (2 * Double.pi * 100)
    let wait = Self.wait(kind, from: inputRate, to: outputRate)
    latency = (wait + delay) * 1000
  }

  /// How long at most an output frame waits for input, counted from the moment of its number, in seconds.
  private static func wait(_ kind: any Converter.Type, from inputRate: Int, to outputRate: Int) -> Double {
    var converter = kind.init(from: inputRate, to: outputRate)
    var (count, wait) = (0, 0.0)
    for index in 0..<2000 {
      for _ in converter.convert([0][...]) {
        if index > 500 {
          wait = max(wait, Double(index) / Double(inputRate) - Double(count) / Double(outputRate))
        }
        count += 1
      }
    }
    return wait
  }
}
