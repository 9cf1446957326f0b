/// A feed-forward network as steps on tiles of up to ``tileFrameCount`` frames: what the kernels run for one stream.
/// Plain memory without ownership, prepared once.
///
/// A channel of a tile is a *plane*: its frames one after the other, so that the lanes of a vector are moments, and
/// every width of network fills them. Vectors may reach beyond the last frame of a tile, and what they
/// compute there is never used.
@frozen
public struct Program {
  /// A multiple of every vector's lanes.
  @inlinable public static var tileFrameCount: Int {
    @_noLocks @_noAllocation get { 64 }
  }

  public let steps: UnsafePointer<Step>
  public let stepCount: Int
  public let rings: UnsafePointer<Ring>
  public let ringCount: Int
  /// Recurrent networks within this one: see ``Step/recur(_:)``.
  public let lstms: UnsafePointer<LSTMPlan>
  /// Long impulse responses: see ``Step/respond(_:)``.
  public let convolvers: UnsafePointer<ConvolverPlan>
  /// Aligned to a cache line.
  public let weights: UnsafePointer<Float>
  /// First the position of each ring, as a whole number in the bits of a float; then what ``Ring`` describes.
  public let state: UnsafeMutablePointer<Float>
  /// Planes, the input's first; nothing in them has to survive from tile to tile.
  public let workspace: UnsafeMutablePointer<Float>
  public let inputCount: Int
  public let output: Signal
  public let outputCount: Int

  public init(
    steps: UnsafePointer<Step>, stepCount: Int, rings: UnsafePointer<Ring>, ringCount: Int,
    lstms: UnsafePointer<LSTMPlan>, convolvers: UnsafePointer<ConvolverPlan>, weights: UnsafePointer<Float>,
    state: UnsafeMutablePointer<Float>, workspace: UnsafeMutablePointer<Float>, inputCount: Int,
    output: Signal,
    outputCount: Int
  ) {
    self.steps = steps
    self.stepCount = stepCount
    self.rings = rings
    self.ringCount = ringCount
    self.lstms = lstms
    self.convolvers = convolvers
    self.weights = weights
    self.state = state
    self.workspace = workspace
    self.inputCount = inputCount
    self.output = output
    self.outputCount = outputCount
  }
}

/// Neighbouring channels of a tile, in planes of the workspace or at the current position of a ring.
@frozen
public struct Signal: Sendable, Equatable {
  /// −1: planes.
  public let ring: Int
  /// The first channel: of the ring, or of all planes.
  public let channel: Int

  @_noLocks @_noAllocation
  public init(ring: Int = -1, channel: Int) {
    self.ring = ring
    self.channel = channel
  }
}

/// The past of a signal, as long as it is needed, and its current tile.
///
/// Each channel is ``frameCount`` frames long, which the signal runs round, and a tile's length behind them, where
/// the beginning is once more: so a tile that starts anywhere is in one piece.
@frozen
public struct Ring: Sendable {
  /// The first channel's start, in floats from the state's.
  public let offset: Int
  public let channelCount: Int
  /// The longest past, a tile, and what a vector may write beyond its end.
  public let frameCount: Int

  /// Floats from channel to channel.
  @inlinable public var stride: Int {
    @_noLocks @_noAllocation get { frameCount + Program.tileFrameCount }
  }

  /// - Parameter historyCount: frames that are looked back on.
  public init(offset: Int, channelCount: Int, historyCount: Int) {
    self.offset = offset
    self.channelCount = channelCount
    let room = historyCount + Program.tileFrameCount + 16
    // Whole cache lines, so that tiles of whole cache lines stay aligned.
    frameCount = (room + 15) / 16 * 16
  }

  public var floatCount: Int { channelCount * stride }
}

/// One block to process.
@frozen
public struct ProgramBlock {
  public let program: UnsafePointer<Program>
  /// `frameCount` interleaved frames of `inputCount` samples.
  public let input: UnsafePointer<Float>
  /// `frameCount` interleaved frames of `outputCount` samples; may be `input` where there are no more outputs
  /// than inputs.
  public let output: UnsafeMutablePointer<Float>
  public let frameCount: Int

  @_noLocks @_noAllocation @inlinable
  public init(
    program: UnsafePointer<Program>, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    frameCount: Int
  ) {
    self.program = program
    self.input = input
    self.output = output
    self.frameCount = frameCount
  }
}
