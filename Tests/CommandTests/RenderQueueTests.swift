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
    #expect(queue.share(of: 0) == 16)
    #expect(queue.take(15, for: 0).count == 15)
    #expect(queue.take() == 16)
    #expect(queue.share(of: 0) == 16)
    #expect(queue.take(15, for: 0).count == 15)
    #expect(queue.take() == nil)
  }

  /// What has ended is nobody's share.
  @Test func sharesShrink() {
    let queue = RenderQueue(models: [0, 0, 0, 0, 0], threadCount: 3)
    #expect(queue.share(of: 0) == 2)
    for job in 0..<4 {
      #expect(queue.take() == job)
      queue.end(job)
    }
    #expect(queue.share(of: 0) == 1)
  }

  /// Of many captures one thread takes all files of the first, as others have enough to do; of the last ones half.
  @Test func severalModels() {
    let queue = RenderQueue(models: (0..<48).map { $0 / 16 }, threadCount: 2)
    #expect(queue.share(of: 0) == 16)
    for job in 0..<16 { #expect(queue.take() == job) }
    for job in 0..<16 { queue.end(job) }
    #expect(queue.share(of: 1) == 8)
    #expect(queue.share(of: 2) == 8)
    #expect(RenderQueue(models: [0, 1, 1], threadCount: 1).share(of: 1) == 2)
  }
}
