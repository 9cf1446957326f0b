import Testing

@testable import LiveAudio

struct PeakMeterTests {
  private func meter(_ block: [Float], fullScale: Float = 1) -> PeakMeter {
    meter([block], frameCount: block.count, fullScale: fullScale)
  }

  private func meter(_ channels: [[Float]], frameCount: Int, fullScale: Float) -> PeakMeter {
    let blocks = PlanarBlocks(channels, capacity: channels[0].count)
    return withExtendedLifetime(blocks) {
      PeakMeter(blocks.input, frameCount: frameCount, fullScale: fullScale)
    }
  }

  private static let blocks: [(block: [Float], peak: Float)] = [
    ([], 0), ([0, 0.5, -0.75, 0.25], 0.75), ([-0.0], 0), ([.nan, 0.5, .nan], 0.5), ([.nan], 0),
    ([1.5, -3], 3),
    ([.leastNonzeroMagnitude], .leastNonzeroMagnitude), ([-.infinity], .infinity),
  ]

  @Test(arguments: blocks)
  func peak(_ block: [Float], _ peak: Float) {
    #expect(meter([0.1] + block).peak == max(0.1, peak))
    #expect(meter(block + [0]).peak == peak)
  }

  @Test func clips() {
    #expect(meter([0.999, 1, -1, 1.2, -0.999, .nan]).clipCount == 3)
    #expect(meter([0]).clipCount == 0)
  }

  /// Of all channels, and no further than the block goes.
  @Test func channels() {
    let meter = meter([[0.5, 1, 9], [-0.75, 0, 9], [0, -2, 9]], frameCount: 2, fullScale: 1)
    #expect(meter.peak == 2 && meter.clipCount == 2)
  }

  /// What a 16-bit converter gives when it clips: 32767 above, -32768 below.
  @Test func clipsOfAConverter() {
    let values: [Float] = [32766, 32767, -32766, -32768].map { $0 / 32768 }
    #expect(meter(values, fullScale: PeakMeter.largestInteger).clipCount == 2)
  }

  /// Whoever reads them takes the greatest of many blocks.
  @Test func bitsAreInOrder() {
    let peaks: [Float] = [0, .leastNonzeroMagnitude, 1e-20, 0.1, 0.5, 1, 3, .infinity]
    let bits = peaks.map { meter([$0]).peakBits }
    #expect(bits == bits.sorted())
    #expect(bits.map { Float(bitPattern: UInt32($0)) } == peaks)
  }
}
