import CRealtimeProbe
import Synchronization
import Testing

@testable import LiveAudio

struct LatencyProbeTests {
  private let shared = LiveSharedMemory()
  private let memory: LatencyProbeMemory
  private var work: PeriodWork { .probe(memory.probe) }

  init() {
    // Two frames of silence, three of signal; four are recorded.
    memory = LatencyProbeMemory([1, 2, 3], recordingFrameCount: 4, rate: 10, shared: shared.shared)
  }

  private func play(_ input: Float...) -> [Float] {
    let frames = PlanarBlocks([input], capacity: input.count)
    work.process(frames.input, frames.output, frameCount: input.count)
    return frames.played(input.count)[0]
  }

  @Test func playsOnceAndRecordsFromTheFirstFrameOn() {
    work.resume()
    #expect(play(10, 11, 12) == [0, 0, 1])
    #expect(!work.hasEnded && memory.recorded == nil)
    #expect(play(13, 14, 15) == [2, 3, 0])
    #expect(work.hasEnded)
    #expect(memory.recorded.map(Array.init) == [12, 13, 14, 15])
    #expect(play(16, 17) == [0, 0])
    #expect(memory.recorded.map(Array.init) == [12, 13, 14, 15])
  }

  @Test func aRestartSpoilsIt() {
    work.resume()
    _ = play(10, 11, 12)
    work.resume()
    #expect(work.hasEnded)
    #expect(play(13, 14, 15, 16) == [0, 0, 0, 0])
    #expect(memory.recorded == nil)
    memory.rewind()
    work.resume()
    #expect(!work.hasEnded)
    #expect(play(20, 21, 22, 23, 24, 25) == [0, 0, 1, 2, 3, 0])
    #expect(memory.recorded.map(Array.init) == [22, 23, 24, 25])
  }

  @Test func stopsWhenAsked() {
    work.resume()
    shared.shared.controls.pointee.isStopping.store(true, ordering: .relaxed)
    #expect(work.hasEnded)
    #expect(play(1, 2, 3, 4) == [0, 0, 0, 0])
  }

  @Test func neitherAllocatesNorLocks() {
    let frames = PlanarBlocks([[0, 0, 0]], capacity: 3)
    let work = work
    headroom_probe_begin()
    work.resume()
    while !work.hasEnded { work.process(frames.input, frames.output, frameCount: 3) }
    let counts = headroom_probe_end()
    withExtendedLifetime(frames) {}
    #expect(counts.allocations == 0 && counts.frees == 0 && counts.locks == 0)
  }
}
