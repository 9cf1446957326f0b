/// A feed-forward network as steps: what the kernels run for one stream. Plain memory without ownership, prepared once.
///
/// In either form: on tiles of up to ``tileFrameCount`` frames, where the lanes of a vector are moments, and on
/// a few frames, where they are channels.
@frozen
public struct Program {
  /// A multiple of every vector's lanes.
  @inlinable public static var tileFrameCount: Int {
    @_noLocks @_noAllocation get { 64 }
  }

  /// A channel of a tile is a *plane*: its frames one after the other, so that every width of network fills the
  /// vectors. They may reach beyond the last frame of a tile, and what they compute there is never used.
  public let tiles: ProgramForm
  /// The channels of a frame are one after the other in the workspace.
  public let frames: ProgramForm
  public let rings: UnsafePointer<Ring>
  public let ringCount: Int
  /// Recurrent networks within this one: see ``Recurrence``.
  public let lstms: UnsafePointer<LSTMPlan>
  /// Long impulse responses: see ``Response``.
  public let convolvers: UnsafePointer<ConvolverPlan>
  /// Aligned to a cache line, with a vector's length behind the last.
  public let weights: UnsafePointer<Float>
  /// First the positions as whole numbers in the bits of floats: a zero for planes, then one for each ring. Behind
  /// them what ``Ring`` describes.
  public let state: UnsafeMutablePointer<Float>
  /// Nothing in it has to survive from tile to tile. A vector's length is behind the last signal.
  public let workspace: UnsafeMutablePointer<Float>
  public let inputCount: Int
  public let outputCount: Int

  public init(
    tiles: ProgramForm, frames: ProgramForm, rings: UnsafePointer<Ring>, ringCount: Int,
    lstms: UnsafePointer<LSTMPlan>, convolvers: UnsafePointer<ConvolverPlan>, weights: UnsafePointer<Float>,
    state: UnsafeMutablePointer<Float>, workspace: UnsafeMutablePointer<Float>, inputCount: Int,
    outputCount: Int
  ) {
    self.tiles = tiles
    self.frames = frames
    self.rings = rings
    self.ringCount = ringCount
    self.lstms = lstms
    self.convolvers = convolvers
    self.weights = weights
    self.state = state
    self.workspace = workspace
    self.inputCount = inputCount
    self.outputCount = outputCount
  }
}

/// The steps of a program, in order.
@frozen
public struct ProgramForm {
  public let steps: UnsafePointer<Step>
  public let stepCount: Int
  public let input: Signal
  public let output: Signal

  public init(steps: UnsafePointer<Step>, stepCount: Int, input: Signal, output: Signal) {
    self.steps = steps
    self.stepCount = stepCount
    self.input = input
    self.output = output
  }
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
