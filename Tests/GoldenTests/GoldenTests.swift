import NeuralAmp
import TestSupport
import Testing

/// Every kernel against the oracle.
struct GoldenTests {
  @Test(arguments: Golden.cases)
  func matchesOracle(_ golden: Golden, _ kernel: Kernel) throws {
    let model = try golden.makeModel(kernel)
    // Other networks rest after any number of frames that is large enough.
    if golden.isLSTM, golden.start == .warm { #expect(model.prewarmFrameCount == golden.prewarm) }
    let processor = Processor(model: model, maximumFrameCount: 64)
    processor.reset(to: golden.start == .warm ? .rest : .stored)

    let output = processor.process(try golden.inputFrames(), blocks: [64])
    let error = Difference(of: output, from: try golden.outputFrames(), golden)
    print("\(golden.name), \(kernel.title): max abs \(error.maximum), ESR \(error.ratio)")
    let gate = Gate(of: golden, peak: error.peak)
    #expect(error.maximum <= gate.maximum, "max abs \(error.maximum)")
    #expect(error.ratio <= gate.ratio, "ESR \(error.ratio)")
  }

  /// A change of a thousandth in one weight is seen: the gates are not wide open.
  @Test(arguments: ["lstm_1x40_warm", "wavenet_2_arrays", "convnet_plain", "linear_255"])
  func noticesWrongWeights(_ name: String) throws {
    let golden = try #require(Golden.all.first { $0.name == name })
    let model = try golden.makeModel(firstWeightPlus: 1e-3)
    let output = Processor(model: model, maximumFrameCount: 64).process(
      try golden.inputFrames(), blocks: [64])
    let error = Difference(of: output, from: try golden.outputFrames(), golden)
    let gate = Gate(of: golden, peak: error.peak)
    #expect(error.maximum > gate.maximum)
    #expect(error.ratio > gate.ratio)
  }
}

/// How far an output may be from the golden one.
struct Gate {
  let maximum: Double
  let ratio: Double

  init(of golden: Golden, peak: Double) {
    if golden.isLSTM {
      // What float32 keeps of float64 over 8 s of a trained capture, with little to spare.
      maximum = 5e-6
      ratio = 1e-11
    } else {
      // What the format's reference player keeps too, with some to spare.
      maximum = 5e-5 * peak
      ratio = 1e-10
    }
  }
}

/// How far an output is from the golden one, over the frames that are stored.
struct Difference {
  private(set) var maximum = 0.0
  /// Error to signal: sum of squared differences over sum of squared golden samples.
  private(set) var ratio = 0.0
  /// Of the golden samples.
  private(set) var peak = 0.0

  init(of output: [Float], from expected: [Float], _ golden: Golden) {
    var errorEnergy = 0.0
    var signalEnergy = 0.0
    #expect(expected.count == (golden.frames + golden.stride - 1) / golden.stride * golden.outputChannels)
    for (index, wanted) in expected.enumerated() {
      let (storedFrame, channel) = index.quotientAndRemainder(dividingBy: golden.outputChannels)
      let found = output[storedFrame * golden.stride * golden.outputChannels + channel]
      let difference = Double(found) - Double(wanted)
      maximum = max(maximum, difference.isFinite ? abs(difference) : .infinity)
      peak = max(peak, abs(Double(wanted)))
      errorEnergy += difference * difference
      signalEnergy += Double(wanted) * Double(wanted)
    }
    ratio = signalEnergy > 0 ? errorEnergy / signalEnergy : errorEnergy
  }
}
