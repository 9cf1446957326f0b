import Foundation
import LiveAudio
import TestSupport
import Testing

struct ModelRateBridgeTests {
  static let rates = [
    (44_100, 48_000), (48_000, 44_100), (96_000, 48_000), (88_200, 48_000), (192_000, 44_100),
    (32_000, 48_000),
    (16_000, 48_000), (48_000, 47_999),
  ]

  /// There and back in blocks of the sizes that `size` gives; checks that no block has more than its bound.
  private func output(
    _ memory: ModelRateBridgeMemory, _ input: [Float], size: () -> Int
  ) -> [Float] {
    let bridge = memory.bridge
    var model = [Float](repeating: 0, count: bridge.maximumModelFrameCount)
    var output = [Float](repeating: .nan, count: input.count)
    var start = 0
    while start < input.count {
      let count = min(size(), input.count - start)
      input.withUnsafeBufferPointer { input in
        output.withUnsafeMutableBufferPointer { output in
          let modelCount = bridge.toModel(input.baseAddress! + start, count: count, into: &model)
          #expect(modelCount <= bridge.maximumModelFrameCount)
          bridge.fromModel(model, count: modelCount, into: output.baseAddress! + start, count: count)
        }
      }
      start += count
    }
    return output
  }

  private func memory(_ deviceRate: Int, _ modelRate: Int) -> ModelRateBridgeMemory {
    ModelRateBridgeMemory(
      toModel: SincTable(from: deviceRate, to: modelRate),
      fromModel: SincTable(from: modelRate, to: deviceRate),
      maximumFrameCount: 256)
  }

  @Test(arguments: rates)
  func everyCutGivesTheSameBits(_ deviceRate: Int, _ modelRate: Int) {
    var generator = SeededGenerator(seed: 2)
    let input = generator.floats(4000, in: -1...1)
    let memory = memory(deviceRate, modelRate)
    let whole = output(memory, input) { 256 }
    for size in [1, 3, 64, 0] {
      memory.bridge.reset()
      let cut = output(memory, input) { size > 0 ? size : Int.random(in: 1...256, using: &generator) }
      #expect(cut == whole)
    }
  }

  @Test(arguments: rates)
  func latencyIsAWholeNumberOfFrames(_ deviceRate: Int, _ modelRate: Int) {
    let memory = memory(deviceRate, modelRate)
    let frequency = 50.0 / Double(deviceRate)
    let result = output(memory, SineFit.sine(frequency, count: 16_000)) { 64 }
    let fit = SineFit(result[2000...], frequency: frequency)
    #expect(abs(-fit.phase / (2 * Double.pi * frequency) - Double(memory.bridge.latency)) < 1e-3)
    #expect(abs(fit.amplitude - 0.5) < 1e-5)
  }

  @Test func impulseComesAfterTheLatency() {
    let memory = memory(44_100, 48_000)
    var input = [Float](repeating: 0, count: 400)
    input[100] = 1
    let result = output(memory, input) { 50 }
    let peak = result.indices.max { result[$0] < result[$1] }!
    #expect(peak == 100 + memory.bridge.latency)
    #expect(memory.bridge.latency == 59)
  }

  @Test func thereAndBackIsFlat() {
    let memory = memory(44_100, 48_000)
    for frequency in [1000.0, 10_000, 20_000] {
      let result = output(memory, SineFit.sine(frequency / 44_100, count: 4000)) { 64 }
      let fit = SineFit(result[1000...], frequency: frequency / 44_100)
      #expect(abs(20 * log10(fit.amplitude / 0.5)) < 0.11)
      #expect(fit.residual < -88)
    }
  }
}
