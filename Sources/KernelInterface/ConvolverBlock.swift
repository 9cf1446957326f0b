/// Frames of one channel to convolve.
@frozen
public struct ConvolverBlock {
  public let plan: UnsafePointer<ConvolverPlan>
  /// `frameCount` samples, finite.
  public let input: UnsafePointer<Float>
  /// `frameCount` samples, to which the response is added; may be `input`.
  public let output: UnsafeMutablePointer<Float>
  public let frameCount: Int

  @_noLocks @_noAllocation @inlinable
  public init(
    plan: UnsafePointer<ConvolverPlan>, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    frameCount: Int
  ) {
    self.plan = plan
    self.input = input
    self.output = output
    self.frameCount = frameCount
  }
}
