import NeuralAmp
import Testing

struct LSTMConfigurationTests {
  /// Counts of real files, and of the format's specification.
  @Test(arguments: [
    (1, 3, 70), (1, 8, 345), (1, 12, 709), (1, 16, 1201), (2, 8, 905), (1, 24, 2569), (2, 16, 3345),
    (3, 18, 6895), (2, 24, 7321), (0, 2, 3),
  ])
  func weightCount(_ layers: Int, _ hidden: Int, _ expected: Int) {
    #expect(LSTMConfiguration(layerCount: layers, hiddenSize: hidden).weightCount == expected)
  }

  @Test func weightCountWithChannels() {
    let configuration = LSTMConfiguration(
      layerCount: 2, inputChannelCount: 2, hiddenSize: 7, outputChannelCount: 2)
    #expect(configuration.weightCount == 28 * 9 + 28 + 14 + 28 * 14 + 28 + 14 + 2 * 7 + 2)
  }

  /// The largest of all shapes does not overflow.
  @Test func largestShape() {
    let limit = LSTMConfiguration.sizeLimit
    let configuration = LSTMConfiguration(
      layerCount: limit, inputChannelCount: limit, hiddenSize: limit, outputChannelCount: limit)
    #expect(configuration.weightCount > 1 << 50)
  }
}
