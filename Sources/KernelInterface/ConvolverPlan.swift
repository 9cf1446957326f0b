/// One stream through one finite impulse response as a kernel sees it: plain memory without ownership, prepared
/// once.
@frozen
public struct ConvolverPlan {
  public let layout: ConvolverLayout
  /// As ``ConvolverLayout`` has them, aligned to a cache line.
  public let weights: UnsafePointer<Float>
  /// As ``ConvolverLayout`` has it, aligned to a cache line. A copy of it is where a stream can go on from.
  public let state: UnsafeMutablePointer<Float>
  /// ``ConvolverLayout/workspaceCount`` floats that nothing has to survive in from block to block.
  public let workspace: UnsafeMutablePointer<Float>

  public init(
    layout: ConvolverLayout, weights: UnsafePointer<Float>, state: UnsafeMutablePointer<Float>,
    workspace: UnsafeMutablePointer<Float>
  ) {
    self.layout = layout
    self.weights = weights
    self.state = state
    self.workspace = workspace
  }
}
