import CVector
import KernelInterface

// Thread: audio.

extension FrameTile {
  @inline(never)
  func convolve(_ step: UnsafePointer<Convolution>) {
    var job = ConvolutionJob(self, step, frameCount: isShort ? frameCount : vectorFrameCount)
    let isActivated = withUnsafeMutablePointer(to: &job) { isShort ? computeChannels($0) : computeRows($0) }
    if let activation = step.pointee.activation, !isActivated { activate(activation) }
    finish(step.pointee.target, channelCount: step.pointee.groupCount &* step.pointee.outputCount)
  }
}

/// Returns whether the outputs are activated.
@inline(__always)
private func computeRows(_ job: UnsafeMutablePointer<ConvolutionJob>) -> Bool {
  switch job.pointee.step.pointee.activation?.pointee.function {
  case .tanh?: job.eachPanel { computeRows(job, ActivatedOutput<Tanh>.self) }
  case .leakyReLU?: job.eachPanel { computeRows(job, ActivatedOutput<LeakyReLU>.self) }
  default:
    job.eachPanel { computeRows(job, PlainOutput.self) }
    return false
  }
  return true
}

/// Computes a panel, a few outputs at a time, and moves on to the next.
@inline(__always)
private func computeRows<Output: SumOutput>(
  _ job: UnsafeMutablePointer<ConvolutionJob>, _ output: Output.Type
) {
  var rest = job.pointee.panelCount
  while rest > 0 {
    let count = rest < 4 ? rest : 4
    switch count {
    case 1: compute(job, output, OneRow<FourVectors>.self, OneRow<TwoVectors>.self, OneRow<OneVector>.self)
    case 2: compute(job, output, TwoRows<FourVectors>.self, TwoRows<TwoVectors>.self, TwoRows<OneVector>.self)
    case 3:
      compute(job, output, ThreeRows<FourVectors>.self, ThreeRows<TwoVectors>.self, ThreeRows<OneVector>.self)
    default:
      compute(job, output, FourRows<FourVectors>.self, FourRows<TwoVectors>.self, FourRows<OneVector>.self)
    }
    job.pointee.advance(count)
    job.pointee.weights += count
    rest &-= count
  }
  job.pointee.weights += job.pointee.panelCount &* job.pointee.columnCount
}

/// Frames are computed `Wide` at a time where there are registers for that, the rest `Middle` and `Narrow`.
@inline(never)
private func compute<Output: SumOutput, Wide: OutputRows, Middle: OutputRows, Narrow: OutputRows>(
  _ job: UnsafeMutablePointer<ConvolutionJob>, _ output: Output.Type, _ wide: Wide.Type,
  _ middle: Middle.Type, _ narrow: Narrow.Type
) {
  let frameCount = job.pointee.frameCount
  var frame = 0
  if Wide.count &* Wide.Frames.vectorCount <= 8 || vector_lanes == 16 {
    while frame &+ Wide.Frames.laneCount <= frameCount { compute(job, output, wide, &frame) }
  }
  while frame &+ Middle.Frames.laneCount <= frameCount { compute(job, output, middle, &frame) }
  while frame < frameCount { compute(job, output, narrow, &frame) }
}

@inline(__always)
private func compute<Output: SumOutput, Rows: OutputRows>(
  _ job: UnsafeMutablePointer<ConvolutionJob>, _ output: Output.Type, _ rows: Rows.Type, _ frame: inout Int
) {
  let (job, step) = (job.pointee, job.pointee.step)
  var column = job.weights
  var sums = Rows(repeating: column)
  column += job.panelCount
  if step.pointee.hasResidual { sums.add(job.residual + frame, stride: step.pointee.residual.stride) }
  add(job.side + frame, step.pointee.side.stride, step.pointee.sideCount, &column, job.panelCount, to: &sums)
  var back = step.pointee.dilation &* (step.pointee.tapCount &- 1)
  for _ in 0..<step.pointee.tapCount {
    let source = job.source(back) + frame
    add(source, step.pointee.source.stride, step.pointee.inputCount, &column, job.panelCount, to: &sums)
    back &-= step.pointee.dilation
  }
  sums.store(to: Output(job, step, frame))
  frame &+= Rows.Frames.laneCount
}

@inline(__always)
private func add<Rows: OutputRows>(
  _ planes: UnsafePointer<Float>, _ stride: Int, _ count: Int, _ column: inout UnsafePointer<Float>,
  _ columnStride: Int, to sums: inout Rows
) {
  var plane = planes
  for _ in 0..<count {
    sums.add(Rows.Frames(plane), times: column)
    plane += stride
    column += columnStride
  }
}
