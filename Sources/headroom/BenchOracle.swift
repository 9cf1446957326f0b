import NeuralAmp

/// What a kernel's output should be.
enum BenchOracle {
  /// LSTMs.
  case float64(LSTMDouble)
  /// Networks that there is no float64 of: sums and activations are in float64, signals between them in float32.
  case reference(Processor)

  /// From the file's state on.
  ///
  /// - Parameter blockFrameCount: the longest block.
  init(_ subject: BenchSubject, blockFrameCount: Int) {
    if case .lstm(let configuration) = subject.network.configuration {
      self = .float64(LSTMDouble(configuration, weights: subject.network.weights))
    } else {
      let processor = Processor(model: subject.reference, maximumFrameCount: blockFrameCount)
      processor.reset(to: .stored)
      self = .reference(processor)
    }
  }

  /// In JSON.
  var name: String {
    switch self {
    case .float64: "float64"
    case .reference: "reference"
    }
  }

  /// Multiplications that it has time for, all in all.
  var effort: Int {
    switch self {
    case .float64: 2_000_000_000
    case .reference: 200_000_000
    }
  }

  /// The next block, frames interleaved.
  mutating func process(_ input: [Float], channelCount: Int) -> [Double] {
    switch self {
    case .float64(var double):
      defer { self = .float64(double) }
      return stride(from: 0, to: input.count, by: channelCount).flatMap { begin in
        double.process(input[begin..<begin + channelCount].map(Double.init))
      }
    case .reference(let processor):
      return processor.output(of: input).map(Double.init)
    }
  }
}

extension Processor {
  /// The next block, frames interleaved. Allocates.
  func output(of input: [Float]) -> [Float] {
    let count = input.count / model.inputChannelCount * model.outputChannelCount
    var result = [Float](repeating: 0, count: count)
    var output = result.mutableSpan
    process(input.span, into: &output)
    return result
  }
}
