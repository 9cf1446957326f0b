import KernelInterface

/// Puts a program together, step by step.
///
/// Rings grow as readers ask for longer pasts, and get their places at the end.
struct ProgramBuilder {
  let kernel: Kernel
  private(set) var steps: [Step] = []
  private(set) var weights: [Float] = []
  private(set) var recurrent: [RecurrentPart] = []
  private(set) var responses: [ResponsePart] = []
  private(set) var ringShapes: [RingShape] = []
  private var planeCount = 0
  private(set) var planeLimit = 0

  struct RingShape {
    let channelCount: Int
    var historyCount: Int
  }

  /// A recurrent network within the program.
  struct RecurrentPart {
    let network: LSTMNetwork
    let weights: AlignedFloats
    let storedState: AlignedFloats
  }

  /// An impulse response within the program; channels may share its weights.
  struct ResponsePart {
    let layout: ConvolverLayout
    let weights: AlignedFloats

    init(_ taps: [Float], kernel: Kernel) {
      layout = ConvolverLayout(tapCount: taps.count, kernel: kernel)
      weights = AlignedFloats(count: layout.weightCount)
      ConvolverPacking.pack(taps[...], layout, into: weights.pointer)
    }
  }

  /// Some channels of a tile.
  typealias Channels = (signal: Signal, count: Int)

  init(kernel: Kernel) { self.kernel = kernel }

  // MARK: Memory

  mutating func planes(_ count: Int) -> Channels {
    defer {
      planeCount += count
      planeLimit = max(planeLimit, planeCount)
    }
    return (Signal(channel: planeCount), count)
  }

  /// Gives back the planes that `body` takes.
  mutating func withScratch<Result>(_ body: (inout ProgramBuilder) -> Result) -> Result {
    let count = planeCount
    defer { planeCount = count }
    return body(&self)
  }

  mutating func ring(_ count: Int) -> Channels {
    ringShapes.append(RingShape(channelCount: count, historyCount: 0))
    return (Signal(ring: ringShapes.count - 1, channel: 0), count)
  }

  private mutating func add(weights new: [Float]) -> Int {
    // Vectors are loaded from cache lines of their own.
    weights += [Float](repeating: 0, count: (16 - weights.count % 16) % 16)
    defer { weights += new }
    return weights.count
  }

  // MARK: Steps

  /// - Parameters:
  ///   - side: a signal that is added through a pointwise convolution of its own.
  ///   - residual: a signal that is added as it is.
  mutating func convolve(
    _ source: Channels, _ convolution: ConvolutionWeights, dilation: Int = 1,
    side: (Channels, ConvolutionWeights)? = nil, residual: Channels? = nil, to target: Channels
  ) {
    precondition(source.count == convolution.inputCount && target.count == convolution.outputCount)
    if source.signal.ring >= 0 {
      let past = dilation * (convolution.tapCount - 1)
      ringShapes[source.signal.ring].historyCount = max(ringShapes[source.signal.ring].historyCount, past)
    } else {
      precondition(convolution.tapCount == 1, "planes have no past")
    }
    var step = Convolution(
      source: source.signal, target: target.signal, weights: add(weights: convolution.packed(side: side?.1)),
      inputCount: convolution.groupInputCount, outputCount: convolution.groupOutputCount,
      groupCount: convolution.groupCount, tapCount: convolution.tapCount, dilation: dilation)
    if let side { (step.side, step.sideCount) = side.0 }
    if let residual { (step.residual, step.hasResidual) = (residual.signal, true) }
    steps.append(.convolve(step))
  }

  mutating func activate(
    _ source: Channels, _ activation: Activation, to target: Channels, skip: Activating.Skip = .none,
    skipTarget: Channels? = nil
  ) {
    let (function, parameters) = activation.packed(channelCount: source.count)
    steps.append(
      .activate(
        Activating(
          function, parameters: parameters.isEmpty ? 0 : add(weights: parameters), source: source.signal,
          target: target.signal, channelCount: source.count, skip: skip,
          skipTarget: (skipTarget ?? target).signal)))
  }

  mutating func combine(
    _ operation: Combination.Operation, _ first: Channels, _ second: Channels? = nil, to target: Channels
  ) {
    steps.append(
      .combine(
        Combination(
          operation, first.signal, (second ?? first).signal, target: target.signal, channelCount: target.count
        )
      ))
  }

  mutating func modulate(_ source: Channels, scale: Channels, shift: Channels?, to target: Channels) {
    steps.append(
      .modulate(
        Modulating(
          source: source.signal, scale: scale.signal, shift: shift?.signal, target: target.signal,
          channelCount: source.count)))
  }

  /// The same value in every frame.
  mutating func fill(_ target: Channels, _ values: [Float]) {
    let constants = ConvolutionWeights(
      inputCount: 0, outputCount: target.count, tapCount: 0, groupCount: 1, matrix: [], bias: values)
    steps.append(
      .convolve(
        Convolution(
          source: target.signal, target: target.signal, weights: add(weights: constants.packed(side: nil)),
          inputCount: 0, outputCount: target.count, tapCount: 0)))
  }

  /// Adds the response to planes from planes.
  mutating func respond(_ source: Signal, _ part: ResponsePart, to target: Signal) {
    responses.append(part)
    steps.append(.respond(Response(convolver: responses.count - 1, source: source, target: target)))
  }

  mutating func recur(_ source: Channels, _ part: RecurrentPart) -> Channels {
    let output = planes(part.network.configuration.outputChannelCount)
    let frames = planes(source.count + output.count)
    recurrent.append(part)
    steps.append(
      .recur(
        Recurrence(
          lstm: recurrent.count - 1, source: source.signal, target: output.signal, frames: frames.signal)))
    return output
  }
}

extension Activation {
  fileprivate func packed(channelCount: Int) -> (Activating.Function, [Float]) {
    switch self {
    case .tanh: (.tanh, [])
    case .fastTanh: (.fastTanh, [])
    case .hardTanh: (.hardTanh, [])
    case .reLU: (.reLU, [])
    case .leakyReLU(let slope): (.leakyReLU, [Float](repeating: slope, count: channelCount))
    case .pReLU(let slopes): (.leakyReLU, (0..<channelCount).map { slopes[$0 % slopes.count] })
    case .sigmoid: (.sigmoid, [])
    case .siLU: (.siLU, [])
    case .hardSwish: (.hardSwish, [])
    case .leakyHardTanh(let minimum, let maximum, let minimumSlope, let maximumSlope):
      (.leakyHardTanh, [minimum, maximum, minimumSlope, maximumSlope])
    case .softSign: (.softSign, [])
    }
  }
}
