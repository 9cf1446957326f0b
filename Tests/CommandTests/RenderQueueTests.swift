import Testing

@testable import headroom

/// Who takes which jobs of a batch.
struct RenderQueueTests {
  @Test func inOrder() {
    let queue = RenderQueue(models: [0, 0, 0, 1, 1], threadCount: 2)
    #expect(queue.take() == 0)
    #expect(queue.take(1, for: 1) == [])
    #expect(queue.take(10, for: 0) == [1, 2])
    #expect(queue.take(0, for: 1) == [])
    #expect(queue.take(1, for: 1) == [3])
    #expect(queue.take() == 4)
    #expect(queue.take() == nil && queue.take(1, for: 1) == [])
  }

  /// Two threads that begin at the same time leave each other half.
  @Test func sharesAreEqual() {
    let queue = RenderQueue(models: [Int](repeating: 0, count: 32), threadCount: 2)
    #expect(queue.take() == 0)
    #expect(queue.share == 16)
    #expect(queue.take(15, for: 0).count == 15)
    #expect(queue.take() == 16)
    #expect(queue.share == 16)
    #expect(queue.take(15, for: 0).count == 15)
    #expect(queue.take() == nil)
  }

  /// What has ended is nobody's share.
  @Test func sharesShrink() {
    let queue = RenderQueue(models: [0, 0, 0, 0, 0], threadCount: 3)
    #expect(queue.share == 2)
    for _ in 0..<4 {
      #expect(queue.take() != nil)
      queue.end()
    }
    #expect(queue.share == 1)
  }
}
