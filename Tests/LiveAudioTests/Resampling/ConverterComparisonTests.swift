import Foundation
import TestSupport
import Testing

/// Why there is a rate converter of our own: libsamplerate has none that is as good at so little latency.
///
/// `HEADROOM_FIGURES=1 swift test -c release --filter ConverterComparison` prints the figures.
struct ConverterComparisonTests {
  static let pairs = [(44_100, 48_000), (48_000, 44_100), (48_000, 48_048)]

  @Test(arguments: pairs)
  func ownGates(_ inputRate: Int, _ outputRate: Int) {
    let figures = ConverterFigures(OwnConverter.self, from: inputRate, to: outputRate)
    #expect(figures.latency < 0.72)
    #expect(figures.droop.allSatisfy { abs($0) < 0.1 })
    #expect(figures.worstResidual < -90)
    #expect(figures.distortion.allSatisfy { $0 < -100 })
  }

  @Test(arguments: pairs)
  func fastestSincLosesTheTop(_ inputRate: Int, _ outputRate: Int) {
    let figures = ConverterFigures(FastestSinc.self, from: inputRate, to: outputRate)
    #expect(figures.droop[3] < -1)
  }

  @Test(arguments: pairs)
  func mediumSincTakesLonger(_ inputRate: Int, _ outputRate: Int) {
    let own = ConverterFigures(OwnConverter.self, from: inputRate, to: outputRate)
    let figures = ConverterFigures(MediumSinc.self, from: inputRate, to: outputRate)
    #expect(figures.latency > 1.3 * own.latency)
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["HEADROOM_FIGURES"] == "1"))
  func figures() {
    let kinds: [any Converter.Type] = [OwnConverter.self, FastestSinc.self, MediumSinc.self, Linear.self]
    for (inputRate, outputRate) in Self.pairs {
      print("\(inputRate) -> \(outputRate)")
      for kind in kinds {
        let figures = ConverterFigures(kind, from: inputRate, to: outputRate)
        let cost = nanoseconds(kind, from: inputRate, to: outputRate)
        let numbers =
          [figures.latency] + figures.droop + [figures.worstResidual] + figures.distortion + [cost]
        print(kind, numbers.map { String(format: "%9.3f", $0) }.joined())
      }
    }
  }

  /// The fastest of some rounds, for each output frame.
  private func nanoseconds(_ kind: any Converter.Type, from inputRate: Int, to outputRate: Int) -> Double {
    var converter = kind.init(from: inputRate, to: outputRate)
    let input = SineFit.sine(0.01, count: 1024)
    let times = (0..<200).map { _ in
      var count = 0
      let time = ContinuousClock().measure { count = converter.convert(input[...]).count }
      return Double(time.components.attoseconds) * 1e-9 / Double(count)
    }
    return times.min()!
  }
}
