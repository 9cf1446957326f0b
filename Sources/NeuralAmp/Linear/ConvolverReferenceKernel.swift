import KernelInterface

/// The direct form in plain Swift, in float64, rounded once: what every faster kernel is tested against.
///
/// Its layout is one without partitions: `ConvolverLayout(tapCount:directLimit: .max)`.
///
/// Thread: audio. Only loads, stores and arithmetic.
enum ConvolverReferenceKernel {
  @_noLocks @_noAllocation
  static func convolve(_ block: ConvolverBlock) {
    let plan = block.plan.pointee
    let position = ConvolverPosition(state: plan.state)
    let running = plan.state + plan.layout.historyOffset + plan.layout.pastCount
    for index in 0..<block.frameCount {
      let frame = position.frame
      running[frame] = block.input[index]
      let sum = sum(plan.weights, running + frame, count: plan.layout.directCount)
      block.output[index] = Float(Double(block.output[index]) + sum)
      position.frame = frame + 1
      if frame + 1 == ConvolverLayout.blockFrameCount { endBlock(plan) }
    }
  }

  @_noLocks @_noAllocation
  private static func sum(
    _ taps: UnsafePointer<Float>, _ newest: UnsafePointer<Float>, count: Int
  ) -> Double {
    var sum = 0.0
    for tap in 0..<count { sum += Double(taps[tap]) * Double(newest[-tap]) }
    return sum
  }

  @_noLocks @_noAllocation
  private static func endBlock(_ plan: ConvolverPlan) {
    let history = plan.state + plan.layout.historyOffset
    for index in 0..<plan.layout.pastCount {
      history[index] = history[index + ConvolverLayout.blockFrameCount]
    }
    ConvolverPosition(state: plan.state).frame = 0
  }
}
