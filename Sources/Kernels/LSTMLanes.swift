import CVector
import KernelInterface

// Thread: audio.

/// Advances all streams by one block.
///
/// - Precondition: the plan's width is one vector, or with 16 lanes one or two; its layout has one group.
@_noLocks @_noAllocation
public func process(_ block: LSTMLanesBlock) {
  if vector_lanes == 16 && block.plan.pointee.width == 32 {
    LSTMLanes<TwoVectors>.process(block)
  } else {
    LSTMLanes<OneVector>.process(block)
  }
}

/// A unit after the other, with a stream in each lane.
private enum LSTMLanes<Lanes: Strip> {
  @inline(never)
  static func process(_ block: LSTMLanesBlock) {
    let plan = block.plan
    let (hiddenSize, layerCount) = (plan.pointee.layout.hiddenSize, plan.pointee.layout.layerCount)
    let inputCount = plan.pointee.layout.inputCount
    let layerFloats = hiddenSize &* Lanes.laneCount
    samples(block, inputCount).interleave(block.inputs, to: block.input)
    for frame in 0..<block.frameCount {
      var cursor = LaneCursor(plan)
      let input = block.input + frame &* inputCount &* Lanes.laneCount
      for layer in 0..<layerCount {
        let hidden = plan.pointee.state + 2 &* layer &* layerFloats
        let job = LaneJob<Lanes>(
          input: input, inputCount: layer == 0 ? inputCount : 0, below: hidden - 2 &* layerFloats,
          own: hidden)
        addUp(job, &cursor, hiddenSize, plan.pointee.workspace)
        LaneCells.update(
          plan.pointee.workspace, cell: hidden + layerFloats, hidden: hidden, hiddenSize, Lanes.self)
      }
      applyHead(block, frame, plan.pointee.state + 2 &* (layerCount &- 1) &* layerFloats)
    }
    samples(block, plan.pointee.layout.outputCount).part(block.output, to: block.outputs)
  }

  @inline(__always)
  private static func samples(_ block: LSTMLanesBlock, _ channelCount: Int) -> LaneSamples {
    LaneSamples(width: Lanes.laneCount, count: block.frameCount &* channelCount)
  }

  /// The sums of a layer's gates.
  @inline(__always)
  private static func addUp(
    _ job: LaneJob<Lanes>, _ cursor: inout LaneCursor, _ hiddenSize: Int,
    _ target: UnsafeMutablePointer<Float>
  ) {
    var unit = 0
    while unit < hiddenSize {
      let sums = target + 4 &* unit &* Lanes.laneCount
      if vector_lanes == 16 && cursor.unit.pointee.isPaired {
        job.addPair(&cursor, to: sums)
        unit &+= 2
      } else {
        job.addUnit(&cursor, to: sums)
        unit &+= 1
      }
    }
  }

  @inline(__always)
  private static func applyHead(_ block: LSTMLanesBlock, _ frame: Int, _ hidden: UnsafePointer<Float>) {
    let layout = block.plan.pointee.layout
    let row = layout.layerStateCount
    let bias = block.plan.pointee.head + layout.outputCount &* row
    for channel in 0..<layout.outputCount {
      let head = LaneHead<Lanes>(layout, block.plan.pointee.head + channel &* row, hidden)
      var sum = head.sum()
      sum.add(Lanes(repeating: bias[channel]))
      let output = block.output + (frame &* layout.outputCount &+ channel) &* Lanes.laneCount
      sum.store(to: FiniteOutput(target: output))
    }
  }
}

/// A sum that overflows is silence.
private struct FiniteOutput: VectorOutput {
  let target: UnsafeMutablePointer<Float>

  @inline(__always)
  func at(_ lane: Int) -> FiniteOutput { FiniteOutput(target: target + lane) }

  @inline(__always)
  func store(_ vector: Vector) { vector_store(vector_finite(vector), target) }
}
