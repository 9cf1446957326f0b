import NeuralAmp
import Testing

struct DecibelsTests {
  @Test func nothingIsOne() { #expect(Decibels.amplitude(0) == 1) }

  @Test(arguments: [(20.0, Float(10)), (-20, 0.1), (-6.0206, 0.5), (60, 1000)])
  func amplitude(_ decibels: Double, _ amplitude: Float) {
    #expect(abs(Decibels.amplitude(decibels) / amplitude - 1) < 1e-5)
    #expect(abs(Decibels.decibels(amplitude) - decibels) < 1e-4)
  }

  @Test func silenceHasNoLevel() { #expect(Decibels.decibels(0) == -.infinity) }
}
