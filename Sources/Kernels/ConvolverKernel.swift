import CVector
import KernelInterface

// Thread: audio.

/// Adds to `block.output` what a finite impulse response makes of `block.input`: y[t] += Σ_k w[k] x[t - k].
///
/// The order of every sum depends on the frame's place in the stream alone, so all ways of cutting a stream
/// into blocks give the same bits.
///
/// - Precondition: all that `block` points to is as `ConvolverLayout` has it.
@_noLocks @_noAllocation
public func convolve(_ block: ConvolverBlock) {
  let convolver = Convolver(block.plan)
  var done = 0
  while done < block.frameCount {
    done += convolver.step(block.input + done, block.output + done, limit: block.frameCount - done)
  }
}

/// A stream through an impulse response, step by step of up to half a block.
///
/// While a block runs, the next block's partitions are multiplied. In the middle the newest spectrum is made, at
/// the end the sum is transformed back: half a block is between the two, and between each and its next.
struct Convolver {
  let layout: ConvolverLayout
  let weights: UnsafePointer<Float>
  let state: UnsafeMutablePointer<Float>
  let workspace: UnsafeMutablePointer<Float>
  let position: ConvolverPosition

  private static var half: Int {
    @inline(__always) get { ConvolverLayout.blockFrameCount / 2 }
  }
  /// Partitions that can be multiplied in the time of one transform.
  private static var transformCost: Int {
    @inline(__always) get { 12 }
  }

  @inline(__always)
  init(_ plan: UnsafePointer<ConvolverPlan>) {
    layout = plan.pointee.layout
    weights = plan.pointee.weights
    state = plan.pointee.state
    workspace = plan.pointee.workspace
    position = ConvolverPosition(state: plan.pointee.state)
  }

  var history: UnsafeMutablePointer<Float> {
    @inline(__always) get { state + layout.historyOffset }
  }
  var remainder: UnsafeMutablePointer<Float> {
    @inline(__always) get { state + layout.remainderOffset }
  }
  var sum: UnsafeMutablePointer<Float> {
    @inline(__always) get { state + layout.sumOffset }
  }
  var total: UnsafeMutablePointer<Float> {
    @inline(__always) get { state + layout.totalOffset }
  }

  /// Processes at most `limit` frames, up to the middle or the end of the running block. Returns how many.
  @inline(__always)
  func step(_ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, limit: Int) -> Int {
    let frame = position.frame
    let count = min(limit, Self.half - frame % Self.half)
    let newest = history + layout.pastCount + frame
    for index in 0..<count { newest[index] = input[index] }
    sumDirectTaps(newest, count: count)
    for index in 0..<count { output[index] += workspace[index] + remainder[frame + index] }
    position.frame = frame + count
    if layout.partitionCount > 0 { multiply(from: frame, to: frame + count) }
    if frame + count == ConvolverLayout.blockFrameCount { endBlock() }
    return count
  }

  @inline(__always)
  private func multiply(from start: Int, to end: Int) {
    multiply(partitions: dueCount(at: start)..<dueCount(at: end))
    if end == Self.half { transform(history + layout.pastCount - 2 * ConvolverLayout.blockFrameCount) }
    if end == 2 * Self.half { transformBack() }
  }

  /// Partitions that are multiplied when so many frames of a block are done: half of them in each half, before
  /// the transform at its end, which counts as so many more.
  @inline(__always)
  private func dueCount(at frame: Int) -> Int {
    let (half, rest) = frame.quotientAndRemainder(dividingBy: Self.half)
    let done = half * layout.partitionCount / 2
    let share = (half + 1) * layout.partitionCount / 2 - done
    return done + min(share, (share + Self.transformCost) * rest / Self.half)
  }

  private func endBlock() {
    var index = 0
    while index < layout.pastCount {
      vector_store(vector_load(history + index + ConvolverLayout.blockFrameCount), history + index)
      index += vector_lanes
    }
    position.frame = 0
    let next = position.oldest + 1
    position.oldest = next < layout.partitionCount ? next : 0
  }
}
