import NeuralAmp

/// How far a kernel's output is from what it should be, over a guitar-like signal from the file's state on.
struct BenchAccuracy: Encodable {
  /// What it was compared with.
  let against: String
  /// Of the signal.
  let frames: Int
  /// The largest difference of a sample.
  private(set) var maximumError = 0.0
  /// Error to signal: the sum of squared differences over that of squared samples; absent for an output
  /// that is silent.
  var errorToSignal: Double? { signalEnergy > 0 ? errorEnergy / signalEnergy : nil }

  private var errorEnergy = 0.0
  private var signalEnergy = 0.0

  private enum CodingKeys: String, CodingKey {
    case against, frames
    case maximumError = "max_abs_error"
    case errorToSignal = "esr"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(against, forKey: .against)
    try container.encode(frames, forKey: .frames)
    try container.encode(maximumError, forKey: .maximumError)
    try container.encodeIfPresent(errorToSignal, forKey: .errorToSignal)
  }

  /// In debug builds kernel and float64 are a hundred times slower.
  #if DEBUG
    private static let seconds = 0.1
  #else
    private static let seconds = 2.0
  #endif
  private static let blockFrames = 64

  /// - Throws: where the program is to stop.
  init(of subject: BenchSubject) throws(Interrupted) {
    let model = subject.model
    var oracle = BenchOracle(subject, blockFrameCount: Self.blockFrames)
    against = oracle.name
    frames = Self.frameCount(subject, oracle.effort)
    let inputs = model.inputChannelCount
    let input = GuitarSignal.frames(count: frames, channels: inputs, rate: model.effectiveSampleRate)
    let processor = Processor(model: model, maximumFrameCount: Self.blockFrames)
    processor.reset(to: .stored)
    for begin in stride(from: 0, to: frames, by: Self.blockFrames) {
      try Interrupt.check()
      let end = min(frames, begin + Self.blockFrames)
      let block = Array(input[begin * inputs..<end * inputs])
      let wanted = oracle.process(block, channelCount: inputs)
      for (found, wanted) in zip(processor.output(of: block), wanted) { add(found, wanted) }
    }
  }

  /// Fewer for models that are so large that the comparison would take longer than anyone waits.
  private static func frameCount(_ subject: BenchSubject, _ effort: Int) -> Int {
    let wanted = Int(seconds * subject.model.effectiveSampleRate)
    return max(blockFrames, min(wanted, effort / max(1, subject.network.parameterCount)))
  }

  private mutating func add(_ found: Float, _ wanted: Double) {
    let difference = Double(found) - wanted
    maximumError = max(maximumError, abs(difference))
    errorEnergy += difference * difference
    signalEnergy += wanted * wanted
  }
}
