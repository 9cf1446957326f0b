/// One block to process. Four words, so that handing it over costs nothing even where a block is one frame.
@frozen
public struct LSTMBlock {
  public let plan: UnsafePointer<LSTMPlan>
  /// `frameCount` interleaved frames of `layout.inputCount` samples.
  public let input: UnsafePointer<Float>
  /// `frameCount` interleaved frames of `layout.outputCount` samples; may be `input` where there are no
  /// more outputs than inputs.
  public let output: UnsafeMutablePointer<Float>
  public let frameCount: Int

  @_noLocks @_noAllocation @inlinable
  public init(
    plan: UnsafePointer<LSTMPlan>, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    frameCount: Int
  ) {
    self.plan = plan
    self.input = input
    self.output = output
    self.frameCount = frameCount
  }

  public var layout: LSTMLayout {
    @_noLocks @_noAllocation @inlinable
    get { plan.pointee.layout }
  }
  public var weights: UnsafePointer<Float> {
    @_noLocks @_noAllocation @inlinable
    get { plan.pointee.weights }
  }
  public var state: UnsafeMutablePointer<Float> {
    @_noLocks @_noAllocation @inlinable
    get { plan.pointee.state }
  }
  public var workspace: UnsafeMutablePointer<Float> {
    @_noLocks @_noAllocation @inlinable
    get { plan.pointee.workspace }
  }
}
