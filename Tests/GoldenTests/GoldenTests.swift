import NeuralAmp
import TestSupport
import Testing

/// Every kernel against the oracle.
struct GoldenTests {
  /// Trained captures: 5e-6 and 1e-11 are what float32 keeps of float64 over 8 s, with little to spare.
  @Test(arguments: Golden.tested, Kernel.available)
  func matchesOracle(_ golden: Golden, _ kernel: Kernel) throws {
    let model = try golden.makeModel(kernel)
    if golden.start == .warm { #expect(model.prewarmFrameCount == golden.prewarm) }
    let processor = Processor(model: model, maximumFrameCount: 64)
    processor.reset(to: golden.start == .warm ? .rest : .stored)

    let output = processor.process(try golden.inputFrames(), blocks: [64])
    let error = Difference(of: output, from: try golden.outputFrames(), golden)
    print("\(golden.name), \(kernel.title): max abs \(error.maximum), ESR \(error.ratio)")
    #expect(error.maximum <= 5e-6, "max abs \(error.maximum)")
    #expect(error.ratio <= 1e-11, "ESR \(error.ratio)")
  }

  /// A change of a thousandth in one weight is seen: the gates above are not wide open.
  @Test func noticesWrongWeights() throws {
    let golden = try #require(Golden.all.first { $0.name == "lstm_1x40_warm" })
    let model = try golden.makeModel(.preferred) { $0[0] += 1e-3 }
    let output = Processor(model: model, maximumFrameCount: 64).process(
      try golden.inputFrames(), blocks: [64])
    let error = Difference(of: output, from: try golden.outputFrames(), golden)
    #expect(error.maximum > 5e-6)
    #expect(error.ratio > 1e-11)
  }
}

/// How far an output is from the golden one, over the frames that are stored.
struct Difference {
  private(set) var maximum = 0.0
  /// Error to signal: sum of squared differences over sum of squared golden samples.
  private(set) var ratio = 0.0

  init(of output: [Float], from expected: [Float], _ golden: Golden) {
    var errorEnergy = 0.0
    var signalEnergy = 0.0
    #expect(expected.count == (golden.frames + golden.stride - 1) / golden.stride * golden.outputChannels)
    for (index, wanted) in expected.enumerated() {
      let (storedFrame, channel) = index.quotientAndRemainder(dividingBy: golden.outputChannels)
      let found = output[storedFrame * golden.stride * golden.outputChannels + channel]
      let difference = Double(found) - Double(wanted)
      maximum = max(maximum, difference.isFinite ? abs(difference) : .infinity)
      errorEnergy += difference * difference
      signalEnergy += Double(wanted) * Double(wanted)
    }
    ratio = signalEnergy > 0 ? errorEnergy / signalEnergy : errorEnergy
  }
}
