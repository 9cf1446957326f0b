import NeuralAmp
import TestSupport
import Testing

struct SampleConversionTests {
  private func quantize(_ samples: [Float], bits: Int) -> (values: [Int32], clipped: Int) {
    var target = [Int32](repeating: 0, count: samples.count)
    let clipped = SampleConversion.quantize(samples, to: &target, count: samples.count, bitCount: bits)
    return (target.map { $0 >> (32 - bits) }, clipped)
  }

  /// What an integer file holds comes out of a float and back as it was.
  @Test(arguments: [8, 16, 24])
  func everyIntegerSurvives(_ bits: Int) {
    let full = 1 << (bits - 1)
    let step = max(1, full / 40_000)
    let values = stride(from: -full, to: full, by: step).map { Int32($0) } + [Int32(full - 1)]
    let result = quantize(values.map { Float($0) / Float(full) }, bits: bits)
    #expect(result.values == values)
    #expect(result.clipped == 0)
  }

  @Test(arguments: [8, 16, 24, 32])
  func beyondFullScaleIsClippedNeverWrapped(_ bits: Int) {
    let result = quantize([1.5, -1.5, 1e30, -.infinity, .infinity, 1.0000001, -1.0000001], bits: bits)
    let highest = Int32((Int64(1) << (bits - 1)) - 1)
    let lowest = Int32(-(Int64(1) << (bits - 1)))
    #expect(result.values == [highest, lowest, highest, lowest, highest, highest, lowest])
    #expect(result.clipped == 7)
  }

  @Test func fullScaleItselfIsNotClipped() {
    let result = quantize([1, -1], bits: 16)
    #expect(result.values == [32767, -32768])
    #expect(result.clipped == 0)
  }

  @Test func roundsToNearestAndTiesToEven() {
    let lsb: Float = 1 / 32768
    let samples: [Float] = [0.4, 0.6, -0.4, -0.6, 0.5, 1.5, 2.5, -0.5, -1.5].map { $0 * lsb }
    #expect(quantize(samples, bits: 16).values == [0, 1, 0, -1, 0, 2, 2, 0, -2])
  }

  @Test func notANumberIsSilence() {
    #expect(quantize([.nan], bits: 24).values == [0])
  }
}
