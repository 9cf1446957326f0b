import Foundation
import TestSupport
import Testing

@testable import headroom

/// A batch needs no more descriptors than there are.
struct RenderDescriptorsTests {
  @Test(arguments: [0, 20, 64, 128, 256, 1024, 4096, 1 << 20, .max])
  func limits(_ count: Int) {
    let descriptors = RenderDescriptors(descriptorLimit: count, threadCount: 8)
    #expect(descriptors.openFileLimit >= 0 && descriptors.waitingFileLimit <= 64)
    if descriptors.openFileLimit > 0 {
      #expect(2 * (descriptors.openFileLimit + 8) + descriptors.waitingFileLimit + 32 <= count)
    }
    if count >= 1024 { #expect(descriptors.openFileLimit >= 400 && descriptors.waitingFileLimit == 64) }
  }

  /// More files side by side, and more threads, than the limit lets be open.
  @Test(arguments: [(96, 2), (256, 48)])
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
