import Foundation
import NeuralAmp
import TestSupport
import Testing

/// Every activation of every kernel against float64, through a network of one layer whose weights are ones: its
/// output is the activation of its input.
struct NetworkActivationTests {
  struct Case: CustomStringConvertible, Sendable {
    let activation: Activation
    /// Of an error, where the value is at most 1 away from zero, else in proportion.
    let tolerance: Double
    /// Of an error, in proportion to the input, on top.
    var inputTolerance = 0.0
    let exact: @Sendable (Double) -> Double

    var description: String { "\(activation)" }

    func allows(_ x: Float, _ y: Float) -> Bool {
      let exact = exact(Double(x))
      let largest = tolerance * max(1, abs(exact)) + inputTolerance * Double(abs(x))
      return abs(Double(y) - exact) <= largest
    }
  }

  private static let cases = [
    Case(activation: .tanh, tolerance: 5e-7) { tanh($0) },
    Case(activation: .sigmoid, tolerance: 5e-7) { sigmoid($0) },
    // The sigmoid of a kernel ends at 2^-28.
    Case(activation: .siLU, tolerance: 5e-7, inputTolerance: 4e-9) { $0 * sigmoid($0) },
    Case(activation: .fastTanh, tolerance: 5e-7) { fastTanh($0) },
    Case(activation: .softSign, tolerance: 2e-7) { $0 / (1 + abs($0)) },
    Case(activation: .hardSwish, tolerance: 4e-7) { $0 * clamp($0 + 3, 0, 6) / 6 },
    Case(activation: .hardTanh, tolerance: 0) { clamp($0, -1, 1) },
    Case(activation: .reLU, tolerance: 0) { max($0, 0) },
    Case(activation: .leakyReLU(slope: 0.25), tolerance: 0) { $0 < 0 ? 0.25 * $0 : $0 },
    Case(activation: .leakyReLU(slope: -1.5), tolerance: 2e-7) { $0 < 0 ? -1.5 * $0 : $0 },
    Case(activation: .pReLU(slopes: [0.75]), tolerance: 2e-7) { $0 < 0 ? 0.75 * $0 : $0 },
    Case(
      activation: .leakyHardTanh(minimum: -2, maximum: 0.5, minimumSlope: 0.125, maximumSlope: 0.25),
      tolerance: 2e-7
    ) { $0 < -2 ? -2 + 0.125 * ($0 + 2) : $0 > 0.5 ? 0.5 + 0.25 * ($0 - 0.5) : $0 },
  ]

  /// Dense around zero, and far out.
  private static let grid: [Float] = {
    let near = stride(from: -12.0, through: 12, by: 0.003).map { Float($0) }
    let far = stride(from: -30.0, through: 30, by: 0.5).map { Float($0 < 0 ? -1 : 1) * Float(exp2(abs($0))) }
    return near + far + near.map { $0 * 1e-4 } + [0, -0.0]
  }()

  /// Lanes are moments in long blocks and channels in short ones.
  @Test(arguments: cases, Kernel.available)
  func isExact(_ test: Case, _ kernel: Kernel) {
    let processor = Processor(model: Self.model(test.activation, kernel), maximumFrameCount: 64)
    for block in [1, 3, 64] {
      let output = processor.process(Self.grid, blocks: [block])
      #expect(zip(Self.grid, output).allSatisfy(test.allows), "in blocks of \(block)")
    }
  }

  /// A slope for each channel, over again where there are fewer.
  @Test(arguments: Kernel.available, [1, 64])
  func slopesOfChannels(_ kernel: Kernel, _ block: Int) {
    let model = Self.model(.pReLU(slopes: [0.5, 0.25, -1]), kernel, channels: 5)
    let processor = Processor(model: model, maximumFrameCount: block)
    let input = (0..<70).map { -Float($0) }
    let slopes: Float = 0.5 + 0.25 - 1 + 0.5 + 0.25
    #expect(processor.process(input, blocks: [block]) == input.map { slopes * $0 })
  }

  /// A dilated convolution of kernel size 2 whose older tap is zero, and a head that adds the channels.
  private static func model(_ activation: Activation, _ kernel: Kernel, channels: Int = 1) -> Model {
    let configuration = ConvNetConfiguration(
      channelCount: channels, dilations: [1], hasBatchNormalization: false, activation: activation)
    let taps: [Float] = (0..<2 * channels).map { $0 % 2 == 0 ? 0 : 1 }
    let biases = [Float](repeating: 0, count: channels)
    let head = [Float](repeating: 1, count: channels) + [0]
    return Model(
      NetworkDescription(.convNet(configuration), weights: taps + biases + head, sampleRate: nil),
      kernel: kernel)
  }
}

private func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

private func clamp(_ x: Double, _ low: Double, _ high: Double) -> Double { min(max(x, low), high) }

/// As the `.nam` format has it.
private func fastTanh(_ x: Double) -> Double {
  let (magnitude, square) = (abs(x), x * x)
  let numerator =
    x
    * (2.45550750702956 + 2.45550750702956 * magnitude
      + (0.893229853513558 + 0.821226666969744 * magnitude) * square)
  let bent = abs(x + 0.814642734961073 * x * magnitude)
  return numerator / (2.44506634652299 + (2.44506634652299 + square) * bent)
}
