/// Where the time of a job has gone so far, in seconds.
package struct RenderTime: Sendable {
  /// A stretch of the output, and what it took.
  package struct Span: Sendable {
    package var seconds: Double
    package var frameCount: Int

    package init(seconds: Double = 0, frameCount: Int = 0) {
      self.seconds = seconds
      self.frameCount = frameCount
    }
  }

  /// How its streams go through the model; `nil` for a file by itself.
  package var lanes: RenderLanes?
  /// From its first block on, with all that was beside it.
  package var elapsed = 0.0
  /// Of its own: reading, resampling and writing.
  package var own = 0.0
  /// In the model, where streams ran side by side in lanes: of all of them.
  package var sideBySide = Span()
  /// In the model, where streams ran one after the other: of its own ones.
  package var oneByOne = Span()

  package init() {}
}
