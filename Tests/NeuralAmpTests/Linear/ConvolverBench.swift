import Foundation
import TestSupport
import Testing

@testable import NeuralAmp

/// `HEADROOM_FIGURES=1 swift test -c release -Xswiftc -enable-testing --filter ConvolverBench` prints what a frame
/// costs.
struct ConvolverBench {
  @Test(.enabled(if: ProcessInfo.processInfo.environment["HEADROOM_FIGURES"] == "1"))
  func figures() {
    for kernel in Kernel.available where kernel != .reference {
      for taps in [64, 128, 192, 256, 384, 512, 1024, 2048, 8192, 100_000] {
        print(
          kernel.title, taps, [1, 16, 32, 64].map { line(kernel, taps, block: $0) }.joined(separator: "  "))
      }
    }
  }

  private func line(_ kernel: Kernel, _ tapCount: Int, block: Int) -> String {
    var generator = SeededGenerator(seed: 1)
    let convolver = TestConvolver(generator.floats(tapCount, in: -1...1), kernel: kernel, directLimit: limit)
    let input = generator.floats(block, in: -1...1)
    var output = input
    let blocks = [block]
    let cycle = max(1, 64 / block)
    var best = [Double](repeating: .infinity, count: cycle)
    for round in 0..<20_000 / (1 + tapCount / 10_000) {
      let start = DispatchTime.now().uptimeNanoseconds
      convolver.convolve(input, addingTo: &output, count: block, blocks: blocks)
      let time = Double(DispatchTime.now().uptimeNanoseconds - start)
      best[round % cycle] = min(best[round % cycle], time)
    }
    let mean = best.reduce(0, +) / Double(cycle * block)
    return String(format: "%3d: %7.1f ns, worst x %.2f", block, mean, best.max()! / Double(block) / mean)
  }

  private var limit: Int? { ProcessInfo.processInfo.environment["LIMIT"].flatMap(Int.init) }
}
