import NeuralAmp
import Testing

/// tanh and sigmoid of the vector kernels, by themselves.
struct ActivationTests {
  /// Every float from 2^-24 to 32, of both signs. Below 2^-24, where tanh is x and a sigmoid 1/2 to a float's
  /// precision, one block of floats in 61. In debug builds one float in 256.
  @Test(arguments: KernelActivations.available)
  func everyFloat(_ activations: KernelActivations) async {
    let blocks = blocks(from: 0, to: 0x1p-24, every: 61) + blocks(from: 0x1p-24, to: 32, every: 1)
    let sweep = ActivationSweep(activations: activations, step: Self.step)
    let findings = await sweep.findings(of: blocks)
    print(
      "\(activations): max error of tanh \(findings.tanhError), of sigmoid \(findings.sigmoidError)")
    #expect(findings.tanhError <= 5e-7)
    #expect(findings.sigmoidError <= 5e-7)
    #expect(findings.notOdd == 0)
    #expect(findings.outOfRange == 0)
    #expect(findings.notOne == 0)
  }

  #if DEBUG
    private static let step = 256
  #else
    private static let step = 1
  #endif

  private func blocks(from low: Float, to high: Float, every: Int) -> [UInt32] {
    Array(stride(from: low.bitPattern, to: high.bitPattern, by: ActivationSweep.blockLength * every))
  }

  /// From 32 to the largest float, and infinity.
  @Test(arguments: KernelActivations.available)
  func largeValues(_ activations: KernelActivations) {
    let largest = Float.infinity.bitPattern
    let values = stride(from: Float(32).bitPattern, to: largest, by: 10_007).map { Float(bitPattern: $0) }
    let x = values + [.greatestFiniteMagnitude, .infinity]
    let minusX = x.map { -$0 }
    #expect(activations.tanh(of: x).allSatisfy { $0 == 1 })
    #expect(activations.tanh(of: minusX).allSatisfy { $0 == -1 })
    #expect(activations.sigmoid(of: x).allSatisfy { (1 - 5e-7...1).contains($0) })
    #expect(activations.sigmoid(of: minusX).allSatisfy { (0...5e-7).contains($0) })
  }

  @Test(arguments: KernelActivations.available)
  func zero(_ activations: KernelActivations) {
    #expect(activations.tanh(of: [0, -0.0]).map(\.bitPattern) == [0, 0x8000_0000])
    #expect(activations.sigmoid(of: [0, -0.0]) == [0.5, 0.5])
  }

  /// Not a number gives a number: weights near a float's limit can make one of a sum, a quiet one.
  @Test(arguments: KernelActivations.available)
  func notANumber(_ activations: KernelActivations) {
    let values: [Float] = [.nan, -.nan]
    #expect(activations.tanh(of: values).allSatisfy { abs($0) <= 1 })
    #expect(activations.sigmoid(of: values).allSatisfy { (0...1).contains($0) })
  }

  /// On a grid they rise, up to rounding: measured 1.2e-7 with AVX2, two units in the last place below 1, and 0
  /// with SSE2.
  @Test(arguments: KernelActivations.available)
  func rising(_ activations: KernelActivations) {
    let grid = stride(from: -12.0, through: 12, by: 1e-4).map { Float($0) }
    for (name, values) in [("tanh", activations.tanh(of: grid)), ("sigmoid", activations.sigmoid(of: grid))] {
      let stepBack = zip(values, values.dropFirst()).map { $0 - $1 }.max()!
      print("\(activations): \(name) steps back by \(max(0, stepBack)) at most")
      #expect(stepBack <= 2.4e-7, "\(name)")
    }
  }
}
