import NeuralAmp

/// How far a kernel's output is from float64's, over a guitar-like signal from the file's state on.
struct BenchAccuracy: Encodable {
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
    case frames
    case maximumError = "max_abs_error"
    case errorToSignal = "esr"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
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
    let configuration = subject.configuration
    frames = Self.frameCount(subject)
    let input = GuitarSignal.frames(
      count: frames, channels: configuration.inputChannelCount, rate: subject.model.effectiveSampleRate)
    let processor = Processor(model: subject.model, maximumFrameCount: Self.blockFrames)
    processor.reset(to: .stored)
    var double = LSTMDouble(configuration, weights: subject.weights)
    for begin in stride(from: 0, to: frames, by: Self.blockFrames) {
      try Interrupt.check()
      let block = begin..<min(frames, begin + Self.blockFrames)
      compare(input, block, processor, &double)
    }
  }

  /// Fewer for models that are so large that the comparison would take longer than anyone waits.
  private static func frameCount(_ subject: BenchSubject) -> Int {
    let wanted = Int(seconds * subject.model.effectiveSampleRate)
    return max(blockFrames, min(wanted, 2_000_000_000 / subject.weights.count))
  }

  private mutating func compare(
    _ input: [Float], _ block: Range<Int>, _ processor: Processor, _ double: inout LSTMDouble
  ) {
    let (inputs, outputs) = (processor.model.inputChannelCount, processor.model.outputChannelCount)
    let frames = input[block.lowerBound * inputs..<block.upperBound * inputs]
    var found = [Float](repeating: 0, count: block.count * outputs)
    var output = found.mutableSpan
    processor.process(Array(frames).span, into: &output)
    for index in 0..<block.count {
      let begin = frames.startIndex + index * inputs
      let wanted = double.process(frames[begin..<begin + inputs].map(Double.init))
      for channel in 0..<outputs { add(found[index * outputs + channel], wanted[channel]) }
    }
  }

  private mutating func add(_ found: Float, _ wanted: Double) {
    let difference = Double(found) - wanted
    maximumError = max(maximumError, abs(difference))
    errorEnergy += difference * difference
    signalEnergy += wanted * wanted
  }
}
