import CVector

// Thread: audio. Blocks of few frames: lanes are channels, so that a frame costs a frame. Each output is the same sum
// in the same order as where lanes are moments, hence the same bits.

/// Returns whether the outputs are activated.
@inline(__always)
func computeChannels(_ job: UnsafeMutablePointer<ConvolutionJob>) -> Bool {
  job.eachPanel { computePanel(job) }
  return false
}

/// Computes a panel, and moves on to the next.
@inline(__always)
private func computePanel(_ job: UnsafeMutablePointer<ConvolutionJob>) {
  let count = job.pointee.panelCount
  switch (count &+ vector_lanes &- 1) / vector_lanes {
  case 1: compute(job, OneVector.self)
  case 2: compute(job, TwoVectors.self)
  default: compute(job, FourVectors.self)
  }
  job.pointee.advance(count)
  job.pointee.weights += count &* (1 &+ job.pointee.columnCount)
}

@inline(never)
private func compute<Outputs: Strip>(_ job: UnsafeMutablePointer<ConvolutionJob>, _ outputs: Outputs.Type) {
  let (job, step) = (job.pointee, job.pointee.step)
  for frame in 0..<job.frameCount {
    var column = job.weights
    var sums = Outputs(column)
    column += job.panelCount
    if step.pointee.hasResidual {
      sums.add(Outputs(channelsOf: Planes(job.residual, step.pointee.residual).at(frame), job.panelCount))
    }
    let side = Planes(job.side, step.pointee.side).at(frame)
    add(side.first, side.stride, step.pointee.sideCount, &column, job.panelCount, to: &sums)
    var back = step.pointee.dilation &* (step.pointee.tapCount &- 1)
    for _ in 0..<step.pointee.tapCount {
      let source = Planes(job.source(back), step.pointee.source).at(frame)
      add(source.first, source.stride, step.pointee.inputCount, &column, job.panelCount, to: &sums)
      back &-= step.pointee.dilation
    }
    sums.store(channelsOf: Planes(job.target, step.pointee.target).at(frame), job.panelCount)
  }
}

@inline(__always)
private func add<Outputs: Strip>(
  _ samples: UnsafePointer<Float>, _ stride: Int, _ count: Int, _ column: inout UnsafePointer<Float>,
  _ columnStride: Int, to sums: inout Outputs
) {
  var sample = samples
  for _ in 0..<count {
    sums.add(Outputs(column), times: splat(sample[0]))
    sample += stride
    column += columnStride
  }
}
