/// A capture, loaded and packed: immutable, and free to be shared by any number of streams and threads.
///
/// Weights are packed and the rest state is computed once, in `init`.
public final class Model: @unchecked Sendable {
  // @unchecked: nothing is written after `init`.

  /// The rate that hosts assume where a file gives none, in Hz.
  public static let assumedSampleRate = 48_000.0

  /// Rates that a model can have, in Hz: what any interface or file has, with room to spare.
  public static let sampleRates = 1_000.0...1_000_000.0

  /// The rate the capture was trained at, in Hz; `nil` where the file gives none.
  public let sampleRate: Double?
  /// What it runs through.
  public let kernel: Kernel
  /// Zeros fed to get from the stored state to the rest state, in frames.
  public let prewarmFrameCount: Int
  /// Frames, whole blocks of 64, after which a stream has heard all it remembers: from then on it gives the bits
  /// that one gives which began a whole number of such blocks earlier. Half a second more for each LSTM, which
  /// remembers without end, and has forgotten what can be heard.
  public let memoryFrameCount: Int

  /// Whether no part is recurrent: what comes out depends on the last ``memoryFrameCount`` frames only, to the bit.
  public let isFeedForward: Bool

  /// Differs from that of any model which computes something else, or through another kernel: whether a state that
  /// was saved to a file is one of this model's.
  public let identity: UInt64

  let network: Network
  /// Of an LSTM, which is plain memory.
  private let weights: AlignedFloats?
  private let weightByteCount: Int
  private let storedState: AlignedFloats
  private let restState: AlignedFloats

  /// A stacked LSTM.
  ///
  /// Cost: packs the weights, then runs ``prewarmFrameCount`` frames (fewer where the state settles).
  ///
  /// - Parameters:
  ///   - configuration: its shape.
  ///   - stream: `configuration.weightCount` weights in the order of the `.nam` file: per layer W
  ///     `[4H][n+H]` row-major (gates i, f, g, o), b `[4H]`, h0 `[H]`, c0 `[H]`; then Wh `[O][H]`, bh `[O]`.
  ///   - sampleRate: the training rate, in ``sampleRates``; `nil` where it is not known.
  ///   - kernel: what it is packed for and runs through.
  /// - Precondition: the number of weights is right, each is finite, the rate is in range, and this
  ///   processor can run the kernel.
  public init(
    lstm configuration: LSTMConfiguration, weights stream: [Float], sampleRate: Double?,
    kernel: Kernel = .preferred
  ) {
    precondition(kernel.isAvailable, "this processor has no \(kernel.title)")
    precondition(
      sampleRate.map(Self.sampleRates.contains) ?? true, "a sample rate is in \(Self.sampleRates) Hz")
    precondition(stream.allSatisfy(\.isFinite), "a weight is finite")
    let (weights, storedState) = LSTMNetwork.pack(stream, configuration, for: kernel)
    self.weights = weights
    weightByteCount = weights.byteCount
    self.storedState = storedState
    self.sampleRate = sampleRate
    self.kernel = LSTMNetwork.kernel(for: configuration, kernel)
    network = .lstm(
      LSTMNetwork(configuration, kernel: kernel, weights: UnsafePointer(weights.pointer)))
    prewarmFrameCount = Prewarm.lstmFrameCount(sampleRate: sampleRate)
    memoryFrameCount = configuration.memoryFrameCount(rate: sampleRate ?? Self.assumedSampleRate)
    isFeedForward = configuration.layerCount == 0
    identity = Self.identity(of: network, kernel: self.kernel, [weights], stateCount: storedState.count)
    restState = Prewarm.settle(network, from: storedState, frameCount: prewarmFrameCount)
  }

  /// A network of any architecture.
  ///
  /// Cost: packs the weights, then runs a frame, or ``prewarmFrameCount`` frames where a part is recurrent.
  ///
  /// - Parameter kernel: what it is packed for and runs through.
  /// - Precondition: the description has no problem, its weights are finite, its rate is in ``sampleRates``, and this
  ///   processor can run the kernel.
  public convenience init(_ description: NetworkDescription, kernel: Kernel = .preferred) {
    if case .lstm(let configuration) = description.configuration {
      self.init(
        lstm: configuration, weights: description.weights, sampleRate: description.sampleRate, kernel: kernel)
    } else {
      self.init(program: description, kernel: kernel)
    }
  }

  private init(program description: NetworkDescription, kernel: Kernel) {
    precondition(kernel.isAvailable, "this processor has no \(kernel.title)")
    let program = ProgramNetwork(description, kernel: kernel)
    sampleRate = description.sampleRate
    self.kernel = kernel
    network = .program(program)
    weightByteCount = program.weightByteCount
    weights = nil
    storedState = program.makeStoredState()
    prewarmFrameCount = Prewarm.frameCount(description)
    memoryFrameCount = description.memoryFrameCount
    isFeedForward = !description.isRecurrent
    identity = Self.identity(
      of: network, kernel: kernel, program.allWeights, stateCount: storedState.count)
    restState =
      description.settlesAtOnce
      ? Prewarm.settle(program) : Prewarm.settle(network, from: storedState, frameCount: prewarmFrameCount)
  }

  private static func identity(
    of network: Network, kernel: Kernel, _ weights: [AlignedFloats], stateCount: Int
  ) -> UInt64 {
    var fingerprint = Fingerprint()
    for byte in kernel.title.utf8 { fingerprint.add(UInt32(byte)) }
    for count in [network.inputChannelCount, network.outputChannelCount, stateCount] {
      fingerprint.add(count)
    }
    for part in weights { fingerprint.add(part) }
    return fingerprint.value
  }

  /// The rate that the model runs at, in Hz: its own, else ``assumedSampleRate``.
  public var effectiveSampleRate: Double { sampleRate ?? Self.assumedSampleRate }

  /// Samples per input frame.
  public var inputChannelCount: Int { network.inputChannelCount }
  /// Samples per output frame.
  public var outputChannelCount: Int { network.outputChannelCount }
  /// State of one stream, in bytes.
  public var stateByteCount: Int { storedState.byteCount }
  /// State and scratch memory of one stream, in bytes.
  public var streamByteCount: Int { stateByteCount + network.workspaceCount * MemoryLayout<Float>.stride }
  /// Everything the model holds, shared by all its streams, in bytes.
  public var byteCount: Int { weightByteCount + storedState.byteCount + restState.byteCount }

  /// Where a stream starts.
  public enum Start: Sendable {
    /// The file's state, then ``prewarmFrameCount`` frames of silence: as NeuralAmpModelerCore's
    /// `render` tool starts.
    case rest
    /// The file's state as it is.
    case stored
  }

  var stateCount: Int { storedState.count }

  /// The state that a stream starts from, `stateCount` floats, as long as the model lives.
  func state(at start: Start) -> UnsafePointer<Float> {
    switch start {
    case .rest: UnsafePointer(restState.pointer)
    case .stored: UnsafePointer(storedState.pointer)
    }
  }
}
