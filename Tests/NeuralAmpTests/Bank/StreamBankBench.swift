import Foundation
import TestSupport
import Testing

@testable import NeuralAmp

/// `HEADROOM_FIGURES=1 swift test -c release -Xswiftc -enable-testing --filter StreamBankBench` prints what a frame of a
/// stream costs, alone and in a bank.
struct StreamBankBench {
  @Test(.enabled(if: ProcessInfo.processInfo.environment["HEADROOM_FIGURES"] == "1"))
  func figures() {
    for kernel in Kernel.availableVector {
      for (layers, hidden) in [(1, 8), (1, 12), (1, 16), (1, 24), (2, 8), (2, 16)] {
        let shape = ModelShape(layers: layers, hidden: hidden, kernel: kernel)
        let alone = nanoseconds(shape, streamCount: 1)
        let counts = [kernel.laneCount, 2 * kernel.laneCount, 64]
        let banks = counts.map { count in
          let cost = nanoseconds(shape, streamCount: count)
          return "\(count): \(format(cost)) (x \(format(alone / cost)))"
        }
        print(shape, "alone \(format(alone)) ns,", banks.joined(separator: ", "))
      }
    }
  }

  private func format(_ value: Double) -> String { String(format: "%.1f", value) }

  /// For a frame of a stream, the best of many blocks of 64.
  private func nanoseconds(_ shape: ModelShape, streamCount: Int) -> Double {
    let bank = StreamBank(model: shape.model(), streamLimit: streamCount, maximumFrameCount: 64)
    for _ in 0..<streamCount { _ = bank.join() }
    let memory = UnsafeMutablePointer<Float>.allocate(capacity: 64 * (streamCount + 1))
    defer { memory.deallocate() }
    memory.initialize(repeating: 0.1, count: 64 * (streamCount + 1))
    let inputs = [UnsafePointer<Float>?](repeating: UnsafePointer(memory), count: streamCount)
    let outputs = (1...streamCount).map { Optional(memory + 64 * $0) }
    var best = Double.infinity
    for _ in 0..<2000 {
      let start = DispatchTime.now().uptimeNanoseconds
      bank.process(inputs: inputs, outputs: outputs, frameCount: 64)
      best = min(best, Double(DispatchTime.now().uptimeNanoseconds - start))
    }
    return best / Double(64 * streamCount)
  }
}
