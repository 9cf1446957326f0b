import KernelInterface

/// A network as a program, ready to run: everything that its streams share.
final class ProgramNetwork {
  let kernel: Kernel
  let inputChannelCount: Int
  let outputChannelCount: Int
  /// Floats.
  let stateCount: Int
  let workspaceCount: Int
  private let weights: AlignedFloats
  private let recurrent: [ProgramBuilder.RecurrentPart]
  private let responses: [ProgramBuilder.ResponsePart]
  private let tiles: LinkedForm
  private let frames: LinkedForm
  private let rings: UnsafeMutableBufferPointer<Ring>
  private let places: ProgramPlaces

  init(_ description: NetworkDescription, kernel: Kernel) {
    var builder = ProgramBuilder(kernel: kernel)
    let input = builder.planes(description.configuration.inputChannelCount)
    let output = builder.build(description, input)
    self.kernel = kernel
    inputChannelCount = input.count
    outputChannelCount = output.count
    // Vectors of channels may be loaded from beyond the last.
    weights = AlignedFloats(builder.weights + [Float](repeating: 0, count: 16))
    recurrent = builder.recurrent
    responses = builder.responses
    places = ProgramPlaces(builder)
    tiles = LinkedForm(builder, places, .tiles, input: input.signal, output: output.signal)
    frames = LinkedForm(builder, places, .frames, input: input.signal, output: output.signal)
    rings = .copy(of: places.rings)
    (stateCount, workspaceCount) = (places.stateCount, places.workspaceCount)
  }

  deinit {
    rings.deallocate()
  }

  var weightByteCount: Int {
    // Of responses that several channels share, once.
    let distinct = Dictionary(allWeights.map { (ObjectIdentifier($0), $0) }) { first, _ in first }
    return distinct.values.reduce(0) { $0 + $1.byteCount }
  }

  var allWeights: [AlignedFloats] { [weights] + recurrent.map(\.weights) + responses.map(\.weights) }

  /// The state before any sound: silence, and what files store of recurrent networks.
  func makeStoredState() -> AlignedFloats {
    let state = AlignedFloats(count: stateCount)
    for (index, ring) in places.rings.enumerated() {
      state.pointer[1 + index] = Float(bitPattern: UInt32(ring.firstPosition))
    }
    for (part, offset) in zip(recurrent, places.recurrent) {
      (state.pointer + offset.state).update(from: part.storedState.pointer, count: part.storedState.count)
    }
    return state
  }

  /// What a stream holds besides its memory: plans of its parts, and the program that refers to them.
  func makePlans(
    state: UnsafeMutablePointer<Float>, workspace: UnsafeMutablePointer<Float>
  ) -> ProgramPlans {
    let lstms = zip(recurrent, places.recurrent).map { part, place in
      LSTMPlan(
        layout: part.network.layout, weights: part.network.weights, state: state + place.state,
        workspace: workspace + place.workspace)
    }
    let convolvers = zip(responses, places.responses).map { part, place in
      ConvolverPlan(
        layout: part.layout, weights: part.weights.pointer, state: state + place.state,
        workspace: workspace + place.workspace)
    }
    return ProgramPlans(lstms: lstms, convolvers: convolvers) { lstms, convolvers in
      Program(
        tiles: tiles.form, frames: frames.form, rings: rings.baseAddress!, ringCount: rings.count,
        lstms: lstms,
        convolvers: convolvers, weights: weights.pointer, state: state, workspace: workspace,
        inputCount: inputChannelCount, outputCount: outputChannelCount)
    }
  }
}

extension UnsafeMutableBufferPointer {
  /// Has an address even where there are none.
  static func copy(of elements: [Element]) -> Self {
    let buffer = Self.allocate(capacity: Swift.max(1, elements.count))
    _ = buffer.initialize(fromContentsOf: elements)
    return Self(start: buffer.baseAddress, count: elements.count)
  }
}
