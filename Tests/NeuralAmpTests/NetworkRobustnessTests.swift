import NeuralAmp
import TestSupport
import Testing

/// What a stream through any network survives: numbers that are none, levels and weights beyond reason, and
/// numbers next to nothing.
struct NetworkRobustnessTests {
  private func poisoned(_ test: TestNetwork, _ poison: Float) -> [Float] {
    var input = test.input(frames: 200)
    for index in 50..<60 { input[index] = index % 3 == 0 ? -poison : poison }
    return input
  }

  @Test(arguments: TestNetwork.all)
  func outputStaysFinite(_ test: TestNetwork) {
    let processor = test.processor()
    for poison: Float in [.nan, .signalingNaN, .infinity, .greatestFiniteMagnitude, 1e30, 1e15] {
      processor.reset()
      let output = processor.process(poisoned(test, poison), blocks: [64])
      #expect(output.allSatisfy { $0.isFinite }, "with \(poison)")
    }
  }

  @Test(arguments: TestNetwork.all)
  func nonFiniteInputIsSilence(_ test: TestNetwork) {
    let processor = test.processor()
    let expected = processor.process(poisoned(test, 0), blocks: [64]).bits
    for poison: Float in [.nan, .signalingNaN, .infinity] {
      processor.reset()
      #expect(processor.process(poisoned(test, poison), blocks: [64]).bits == expected, "with \(poison)")
    }
  }

  /// What is out of reach is forgotten to the last bit.
  @Test(arguments: TestNetwork.forgetful, [Float.greatestFiniteMagnitude, 1e25, 1000])
  func hugeLevelIsForgotten(_ test: TestNetwork, _ level: Float) {
    var input = test.input(frames: 100)
    let (disturbed, undisturbed) = (test.processor(), test.processor())
    _ = undisturbed.process(input, blocks: [64])
    for index in input.indices.suffix(10) { input[index] = index % 3 == 0 ? -level : level }
    _ = disturbed.process(input, blocks: [64])
    let configuration = test.network.configuration
    let reach = configuration.receptiveField! - 1 + configuration.overhang
    let meantime = test.input(frames: reach, seed: 7)
    for processor in [disturbed, undisturbed] { _ = processor.process(meantime, blocks: [64]) }
    let next = test.input(frames: 100, seed: 8)
    #expect(disturbed.process(next, blocks: [7]).bits == undisturbed.process(next, blocks: [7]).bits)
  }

  /// Opposite infinities of sums make NaN on the way.
  @Test(arguments: TestNetwork.all)
  func hugeWeightsAreFinite(_ test: TestNetwork) {
    let huge = test.reweighted { $0 < 0 ? -3e38 : 3e38 }
    #expect(huge.network.problem == nil)
    let processor = Processor(model: Model(huge.network, kernel: test.kernel), maximumFrameCount: 64)
    for start in [Model.Start.rest, .stored] {
      processor.reset(to: start)
      for amplitude: Float in [0, 1e-30, 1e-15, 1, 3e38] {
        let output = processor.process(test.input(frames: 70).map { $0 * amplitude }, blocks: [64, 3])
        #expect(output.allSatisfy { $0.isFinite }, "at \(amplitude)")
      }
    }
  }

  @Test(arguments: TestNetwork.all)
  func denormalInputIsSilence(_ test: TestNetwork) {
    let (denormal, silent) = (test.processor(), test.processor())
    let input = test.input(frames: 100)
    let output = denormal.process(input.map { $0 * .leastNormalMagnitude / 16 }, blocks: [64])
    #expect(output == silent.process(input.map { _ in 0 }, blocks: [64]))
  }

  /// A note that dies away, through all the numbers next to nothing.
  @Test(.enabled(if: isOptimized, "debug builds say nothing of speed"), arguments: TestNetwork.vector)
  func decayTakesNoLonger(_ test: TestNetwork) {
    let ordinary = test.input(frames: 3_000)
    var level: Float = 1e-30
    let decaying = ordinary.map { sample in
      level *= 0.99
      return sample * level
    }
    // In turn, until the shortest tell: what others do on the machine only adds, and may for a while.
    var (usual, decay) = (time(test, ordinary), time(test, decaying))
    for _ in 0..<40 where decay >= usual * 2 {
      usual = min(usual, time(test, ordinary))
      decay = min(decay, time(test, decaying))
    }
    #expect(decay < usual * 2, "\(decay) instead of \(usual)")
  }

  #if DEBUG
    private static let isOptimized = false
  #else
    private static let isOptimized = true
  #endif

  /// The shortest of several runs.
  private func time(_ test: TestNetwork, _ input: [Float]) -> Duration {
    let processor = test.processor()
    return (0..<7).map { _ in
      processor.reset()
      return ContinuousClock().measure { _ = processor.process(input, blocks: [64]) }
    }.min()!
  }
}

extension TestNetwork {
  /// Those that no frame outlives. Less of what takes long in a debug build.
  fileprivate static let forgetful = all.filter { test in
    guard let reach = test.network.configuration.receptiveField else { return false }
    return test.kernel != .reference || reach < test.frameCount
  }
}

extension NetworkConfiguration {
  /// Frames by which what is heard of an input may outlast its response: a long one goes by blocks of 64 frames,
  /// two at a time.
  fileprivate var overhang: Int {
    switch self {
    case .linear(let linear): linear.tapCount > 256 ? 128 : 0
    case .waveNet(let waveNet): waveNet.condition?.configuration.overhang ?? 0
    case .sequential(let sequential): sequential.networks.reduce(0) { $0 + $1.configuration.overhang }
    case .lstm, .convNet: 0
    }
  }
}
