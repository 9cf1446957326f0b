/// One stream through an LSTM as a vector kernel sees it: plain memory without ownership, prepared once.
@frozen
public struct LSTMPlan {
  public let layout: LSTMLayout
  /// As ``LSTMLayout`` has them, aligned to a cache line.
  public let weights: UnsafePointer<Float>
  public let state: UnsafeMutablePointer<Float>
  /// `layout.workspaceCount` floats that nothing has to survive in from block to block.
  public let workspace: UnsafeMutablePointer<Float>

  public init(
    layout: LSTMLayout, weights: UnsafePointer<Float>, state: UnsafeMutablePointer<Float>,
    workspace: UnsafeMutablePointer<Float>
  ) {
    self.layout = layout
    self.weights = weights
    self.state = state
    self.workspace = workspace
  }
}
