import Foundation
import TestSupport
import Testing

@testable import LiveAudio

struct CPULatencyTests {
  private func isOpen(_ path: String) throws -> Bool {
    let descriptors = "/proc/self/fd"
    return try FileManager.default.contentsOfDirectory(atPath: descriptors).contains {
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(descriptors)/\($0)")) == path
    }
  }

  @Test func asksForZeroForAsLongAsItLives() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([], as: "cpu_dma_latency")
    do {
      let request = try #require(Held(path))
      #expect(try isOpen(path))
      #expect(try folder.bytes("cpu_dma_latency") == [0, 0, 0, 0])
      withExtendedLifetime(request) {}
    }
    #expect(try !isOpen(path))
  }

  @Test(arguments: ["/no/such/file", "/dev/full"]) func isNothingWhereItIsNotPermitted(_ path: String) throws
  {
    #expect(Held(path) == nil)
    #expect(try !isOpen(path))
  }
}

/// `#require` takes only what can be copied.
private final class Held: Equatable {
  private let request: CPULatency

  init?(_ path: String) {
    guard let request = CPULatency(path: path) else { return nil }
    self.request = request
  }

  static func == (one: Held, other: Held) -> Bool { one === other }
}
