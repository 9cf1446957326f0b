import CRealtimeProbe
import LiveAudio
import Testing

/// No allocation, no free and no lock once prepared, counted at run time.
struct ResamplingRealtimeTests {
  private func expectNothing(_ work: () -> Void) {
    headroom_probe_begin()
    work()
    let counts = headroom_probe_end()
    #expect(counts.allocations == 0)
    #expect(counts.frees == 0)
    #expect(counts.locks == 0)
  }

  private func withBlock(_ body: (UnsafeMutablePointer<Float>) -> Void) {
    var block = [Float](repeating: 0.5, count: 256)
    block.withUnsafeMutableBufferPointer { body($0.baseAddress!) }
  }

  @Test func converter() {
    let memory = RateConverterMemory(table: SincTable(from: 48_000, to: 48_000), maximumFrameCount: 256)
    let converter = memory.converter
    withBlock { block in
      expectNothing {
        for index in 0..<20 {
          let correction = 1 + 0.0001 * Double(index)
          let need = converter.pointee.inputFrameCount(for: 64, correction: correction)
          converter.pointee.push(block, count: need)
          converter.pointee.pull(into: block, count: 64, correction: correction)
        }
        converter.pointee.reset()
      }
    }
  }

  @Test func bridge() {
    let memory = ModelRateBridgeMemory(
      toModel: SincTable(from: 44_100, to: 48_000), fromModel: SincTable(from: 48_000, to: 44_100),
      maximumFrameCount: 64)
    let bridge = memory.bridge
    withBlock { block in
      expectNothing {
        for _ in 0..<20 {
          let count = bridge.toModel(block, count: 64, into: block + 128)
          bridge.fromModel(block + 128, count: count, into: block, count: 64)
        }
        bridge.reset()
      }
    }
  }

  @Test func clockRecovery() {
    var recovery = ClockRecovery(captureRate: 48_000, playbackRate: 48_000, target: 0)
    expectNothing {
      for index in 1...4000 {
        // 2 s in, the capture card becomes faster by 2 %: the lines begin anew.
        let captured = index * 48 + max(0, index - 2000)
        let time = UInt64(index) * 1_000_000
        _ = recovery.correction(
          ClockReading(
            read: captured, unread: 0, capturedAt: time, written: index * 48, unplayed: 0, playedAt: time,
            waiting: 0))
      }
      recovery.reset()
    }
  }
}
