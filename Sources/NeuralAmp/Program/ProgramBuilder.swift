import KernelInterface

/// Puts a program together, step by step.
///
/// Rings grow as readers ask for longer pasts, and get their places at the end: steps are made when these are known.
struct ProgramBuilder {
  let kernel: Kernel
  private(set) var steps: [(ProgramLinker) -> Step] = []
  private(set) var weights: [Float] = []
  private(set) var recurrent: [RecurrentPart] = []
  private(set) var responses: [ResponsePart] = []
  private(set) var ringShapes: [RingShape] = []
  /// With it the last step, as long as there are no more, can be made anew.
  private var lastConvolution: (stepCount: Int, target: Channels, make: (ProgramLinker, Activating?) -> Step)?
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

  /// Neighbouring channels, of a ring or of all planes.
  struct Place: Equatable {
    let ring: Int?
    let channel: Int

    init(ring: Int? = nil, channel: Int) {
      self.ring = ring
      self.channel = channel
    }
  }

  /// Some channels of a tile.
  typealias Channels = (signal: Place, count: Int)

  init(kernel: Kernel) { self.kernel = kernel }

  // MARK: Memory

  mutating func planes(_ count: Int) -> Channels {
    defer {
      planeCount += count
      planeLimit = max(planeLimit, planeCount)
    }
    return (Place(channel: planeCount), count)
  }

  /// Gives back the planes that `body` takes.
  mutating func withScratch<Result>(_ body: (inout ProgramBuilder) -> Result) -> Result {
    let count = planeCount
    defer { planeCount = count }
    return body(&self)
  }

  mutating func ring(_ count: Int) -> Channels {
    ringShapes.append(RingShape(channelCount: count, historyCount: 0))
    return (Place(ring: ringShapes.count - 1, channel: 0), count)
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
    if let ring = source.signal.ring {
      let past = dilation * (convolution.tapCount - 1)
      ringShapes[ring].historyCount = max(ringShapes[ring].historyCount, past)
    } else {
      precondition(convolution.tapCount == 1, "planes have no past")
    }
    let weights = add(weights: convolution.packed(side: side?.1))
    let make = { (linker: ProgramLinker, activation: Activating?) in
      linker.convolve(
        Convolution(
          source: linker.signal(source.signal), target: linker.signal(target.signal), weights: weights,
          inputCount: convolution.groupInputCount, outputCount: convolution.groupOutputCount,
          groupCount: convolution.groupCount, tapCount: convolution.tapCount, dilation: dilation,
          residual: linker.signal(residual?.signal), side: linker.signal(side?.0.signal),
          sideCount: side?.0.count ?? 0,
          activation: activation.map { linker.keep($0) }))
    }
    steps.append { make($0, nil) }
    lastConvolution = (steps.count, target, make)
  }

  /// Sums that have just been made are activated by the same step.
  mutating func activate(
    _ source: Channels, _ activation: Activation, to target: Channels, skip: Activating.Skip = .none,
    skipTarget: Channels? = nil
  ) {
    let activating = activating(source, activation, to: target, skip: skip, skipTarget: skipTarget)
    if let last = lastConvolution, last.stepCount == steps.count, last.target == source, source == target {
      steps[steps.count - 1] = { last.make($0, activating($0)) }
    } else {
      steps.append { $0.activate(activating($0)) }
    }
  }

  private mutating func activating(
    _ source: Channels, _ activation: Activation, to target: Channels, skip: Activating.Skip,
    skipTarget: Channels?
  ) -> (ProgramLinker) -> Activating {
    let (function, values) = activation.packed(channelCount: source.count)
    let parameters = values.isEmpty ? 0 : add(weights: values)
    return {
      Activating(
        function, parameters: parameters, source: $0.signal(source.signal), target: $0.signal(target.signal),
        channelCount: source.count, skip: skip, skipTarget: $0.signal((skipTarget ?? target).signal))
    }
  }

  mutating func combine(
    _ operation: Combination.Operation, _ first: Channels, _ second: Channels? = nil, to target: Channels
  ) {
    steps.append {
      $0.combine(
        Combination(
          operation, $0.signal(first.signal), $0.signal((second ?? first).signal),
          target: $0.signal(target.signal), channelCount: target.count))
    }
  }

  mutating func modulate(_ source: Channels, scale: Channels, shift: Channels?, to target: Channels) {
    steps.append {
      $0.modulate(
        Modulating(
          source: $0.signal(source.signal), scale: $0.signal(scale.signal), shift: $0.signal(shift?.signal),
          target: $0.signal(target.signal), channelCount: source.count))
    }
  }

  /// The same value in every frame.
  mutating func fill(_ target: Channels, _ values: [Float]) {
    let constants = ConvolutionWeights(
      inputCount: 0, outputCount: target.count, tapCount: 0, groupCount: 1, matrix: [], bias: values)
    let weights = add(weights: constants.packed(side: nil))
    steps.append {
      let signal = $0.signal(target.signal)
      return $0.convolve(
        Convolution(
          source: signal, target: signal, weights: weights, inputCount: 0, outputCount: target.count,
          groupCount: 1, tapCount: 0, dilation: 1, residual: nil, side: nil, sideCount: 0,
          activation: nil))
    }
  }

  /// Adds the response to planes from planes.
  mutating func respond(_ source: Place, _ part: ResponsePart, to target: Place) {
    let index = responses.count
    responses.append(part)
    steps.append {
      $0.respond(Response(convolver: index, source: $0.signal(source), target: $0.signal(target)))
    }
  }

  mutating func recur(_ source: Channels, _ part: RecurrentPart) -> Channels {
    let output = planes(part.network.configuration.outputChannelCount)
    let index = recurrent.count
    recurrent.append(part)
    steps.append {
      $0.recur(
        Recurrence(
          lstm: index, source: $0.signal(source.signal), target: $0.signal(output.signal),
          frames: $0.places.recurrent[index].frames))
    }
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
