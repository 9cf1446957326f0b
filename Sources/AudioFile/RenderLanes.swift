/// How streams go through a model in a group.
package struct RenderLanes: Equatable, Sendable {
  /// How many there may be at a time.
  package let streamLimit: Int
  /// How many run side by side, all of them in the time of one; fewer run one after the other. `nil`: however many.
  package let leastStreamCount: Int?

  package init(streamLimit: Int, leastStreamCount: Int?) {
    self.streamLimit = streamLimit
    self.leastStreamCount = leastStreamCount
  }
}
