import CRealtimeProbe
import Foundation
import LiveAudio
import Synchronization
import Testing

/// What goes into a ring comes out at its time, or silence does.
struct FrameRingTests {
  @Test(arguments: [1, 2, 3])
  func comesOutAsItWentIn(channelCount: Int) {
    let track = Track(channelCount: channelCount, capacity: 10)
    for _ in 0..<20 {
      track.push(3)
      track.push(4)
      track.drain()
    }
    #expect(track.output.count == 140)
    #expect(track.output == track.input(dropped: []))
    #expect(track.ring.droppedFrameCount == 0)
  }

  @Test func fullToTheLastFrame() {
    let track = Track(channelCount: 1, capacity: 8)
    for _ in 0..<9 { track.push(1) }
    track.drain()
    #expect(track.output == track.input(dropped: [8..<9]))
  }

  /// A block that does not fit goes whole, and the next one that does is where it belongs.
  @Test func dropsBecomeSilence() {
    let track = Track(channelCount: 2, capacity: 8)
    track.push(3)
    track.push(3)
    track.push(3)  // no room
    track.push(2)
    track.push(1)  // no room
    #expect(track.ring.droppedFrameCount == 4)
    track.drain()
    track.push(4)
    track.drain()
    #expect(track.output == track.input(dropped: [6..<9, 11..<12]))
  }

  /// Silence does not wait for the gap's end.
  @Test func openGapComesOutAsItGrows() {
    let track = Track(channelCount: 1, capacity: 4)
    track.push(2)
    track.push(5)
    track.drain()
    #expect(track.output == track.input(dropped: [2..<7]))
    track.push(6)
    track.push(5)
    track.push(1)
    track.drain()
    #expect(track.output == track.input(dropped: [2..<18]))
  }

  /// More gaps than the ring can tell apart: the last one takes in what is between the others.
  @Test func moreGapsThanNotes() {
    let track = Track(channelCount: 1, capacity: 400)
    for _ in 0..<100 {
      track.push(1)
      track.push(500)
    }
    track.drain()
    track.push(1)
    track.drain()
    let storedCount = track.output.count { $0 != nil }
    #expect(storedCount > 60 && storedCount < 100)
    #expect(track.output.count == 100 * 501 + 1)
    #expect(track.output.indices.allSatisfy { track.output[$0] == nil || track.output[$0] == Float($0) })
    #expect(track.output.last == Float(100 * 501))
    #expect(track.ring.droppedFrameCount == track.output.count - storedCount)
  }

  @Test func whatIsNotTakenStays() {
    struct Refused: Error {}
    let track = Track(channelCount: 1, capacity: 4)
    track.push(3)
    track.push(2)
    #expect(throws: Refused.self) {
      try track.ring.drain { _ throws(Refused) in throw Refused() }
    }
    track.drain()
    #expect(track.output == track.input(dropped: [3..<5]))
  }

  @Test func partsAreShort() {
    let ring = FrameRing(channelCount: 1, capacity: 3 * FrameRing.partFrameCount)
    let block = [Float](repeating: 1, count: ring.producer.capacity)
    ring.producer.push(block, frameCount: block.count)
    var counts: [Int] = []
    ring.drain { if case .frames(let frames) = $0 { counts.append(frames.count) } }
    #expect(counts == [Int](repeating: FrameRing.partFrameCount, count: 3))
  }

  /// A ring too small for how fast it is filled: every frame is its own number or silent.
  @Test func twoThreads() {
    let ring = FrameRing(channelCount: 2, capacity: 300)
    let isDone = Atomic(false)
    let blockCount = 20_000
    withThread {
      var block = [Float](repeating: 0, count: 2 * 64)
      var position = 0
      for number in 0..<blockCount {
        let count = 1 + number * 37 % 64
        for frame in 0..<count {
          block[2 * frame] = Float(position + frame)
          block[2 * frame + 1] = -Float(position + frame)
        }
        ring.producer.push(block, frameCount: count)
        position += count
        if number % 8 == 0 { sched_yield() }
      }
      isDone.store(true, ordering: .releasing)
    } while: {
      var (position, silentCount, wrongCount) = (0, 0, 0)
      var isLast = false
      while !isLast {
        isLast = isDone.load(ordering: .acquiring)
        ring.drain { part in
          switch part {
          case .silence(let count):
            silentCount += count
            position += count
          case .frames(let frames):
            for index in 0..<frames.count / 2 {
              let value = Float(position + index)
              if frames[2 * index] != value || frames[2 * index + 1] != -value { wrongCount += 1 }
            }
            position += frames.count / 2
          }
        }
      }
      #expect(wrongCount == 0)
      #expect(position == (0..<blockCount).reduce(0) { $0 + 1 + $1 * 37 % 64 })
      #expect(silentCount == ring.droppedFrameCount && silentCount < position)
    }
  }

  /// Stored, wrapped, dropped, and stored after a gap.
  @Test func pushNeitherAllocatesNorLocks() {
    let ring = FrameRing(channelCount: 2, capacity: 10)
    let producer = ring.producer
    let block = [Float](repeating: 1, count: 2 * 7)
    block.withUnsafeBufferPointer { block in
      guard let frames = block.baseAddress else { return }
      for _ in 0..<3 {
        headroom_probe_begin()
        producer.push(frames, frameCount: 7)
        producer.push(frames, frameCount: 7)
        producer.push(frames, frameCount: 2)
        let counts = headroom_probe_end()
        #expect(counts.allocations == 0 && counts.frees == 0 && counts.locks == 0)
        ring.drain { _ in }
      }
    }
    #expect(ring.droppedFrameCount == 21)
  }

  /// Runs `body` on a thread of its own beside `other`, and waits for both.
  private func withThread(_ body: @escaping @Sendable () -> Void, while other: () -> Void) {
    let end = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      body()
      end.signal()
    }
    other()
    end.wait()
  }
}

/// A ring with its two ends: each frame that is pushed is its own number, on all channels.
private final class Track {
  let ring: FrameRing
  /// What has come out, a frame an element; `nil` is silence.
  private(set) var output: [Float?] = []
  private var pushedCount = 0

  init(channelCount: Int, capacity: Int) {
    ring = FrameRing(channelCount: channelCount, capacity: capacity)
  }

  func push(_ frameCount: Int) {
    let frames = (pushedCount..<pushedCount + frameCount).flatMap {
      [Float](repeating: Float($0), count: ring.producer.channelCount)
    }
    ring.producer.push(frames, frameCount: frameCount)
    pushedCount += frameCount
  }

  func drain() {
    let channelCount = ring.producer.channelCount
    ring.drain { part in
      switch part {
      case .silence(let count): output += [Float?](repeating: nil, count: count)
      case .frames(let frames):
        for frame in stride(from: 0, to: frames.count, by: channelCount) {
          let values = frames[frame..<frame + channelCount]
          output.append(values.allSatisfy { $0 == values.first } ? frames[frame] : .nan)
        }
      }
    }
  }

  /// All that was pushed, but for what was dropped.
  func input(dropped gaps: [Range<Int>]) -> [Float?] {
    (0..<pushedCount).map { frame in gaps.contains { $0.contains(frame) } ? nil : Float(frame) }
  }
}
