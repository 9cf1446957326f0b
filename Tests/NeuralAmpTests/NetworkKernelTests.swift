import NeuralAmp
import TestSupport
import Testing

/// Every vector kernel against the reference kernel, through any network.
struct NetworkKernelTests {
  /// Of the peak.
  private static let tolerance: Float = 1e-5

  @Test(arguments: TestNetwork.catalogue)
  func kernelsAgree(_ test: TestNetwork) {
    for start in [Model.Start.rest, .stored] {
      let reference = output(test.on(.reference), start)
      let peak = reference.map(abs).max()!
      #expect(peak > 0.001 && peak < 100, "a network that is lively and sane")
      for kernel in Kernel.availableVector {
        let difference = zip(output(test.on(kernel), start), reference).map { abs($0 - $1) }.max()!
        #expect(difference <= Self.tolerance * peak, "\(kernel.title): \(difference / peak) of the peak")
      }
    }
  }

  private func output(_ test: TestNetwork, _ start: Model.Start) -> [Float] {
    let processor = test.processor()
    processor.reset(to: start)
    return processor.process(test.input(frames: test.on(.reference).frameCount), blocks: [64])
  }
}
