import Foundation
import TestSupport
import Testing

@testable import headroom

/// A batch needs no more descriptors than there are.
struct RenderDescriptorsTests {
  @Test(arguments: [0, 20, 64, 128, 256, 1024, 4096, 1 << 20, .max], [1, 8, 128, 1024])
  func limits(_ count: Int, _ threadCount: Int) {
    let descriptors = RenderDescriptors(descriptorLimit: count, threadCount: threadCount)
    #expect(descriptors.openFileLimit >= 0 && descriptors.waitingFileLimit <= 64)
    #expect((1...threadCount).contains(descriptors.threadCount))
    if count >= 64 {
      let ofThreads = 5 * descriptors.threadCount
      #expect(2 * descriptors.openFileLimit + ofThreads + descriptors.waitingFileLimit + 32 <= count)
    }
    if count >= 1024 && threadCount <= 8 {
      #expect(descriptors.openFileLimit >= 400 && descriptors.waitingFileLimit == 64)
    }
    if count >= 1 << 20 { #expect(descriptors.threadCount == threadCount) }
  }

  /// More files side by side, and more threads, than the limit lets be open.
  @Test(arguments: [(64, 64), (96, 2), (256, 48), (256, 256)])
  func lowLimit(_ limit: Int, _ jobs: Int) throws {
    let batch = try RenderBatch()
    try batch.makeFolder("in")
    for index in 0..<300 {
      _ = try batch.folder.write(TestWAV([Float](repeating: 0.1, count: 3000)).bytes, as: "in/\(index).wav")
    }
    let result = try Headroom.shell(
      "ulimit -n \(limit); $HEADROOM render -r in -m \(Headroom.model) -o out --jobs \(jobs)",
      in: batch.folder)
    #expect(result.exitCode == 0, "\(result.errorText)")
    #expect(try batch.content("out").count == 300)
  }
}
