import CVector
import KernelInterface

// Thread: audio.

extension FrameTile {
  @inline(never)
  func convolve(_ step: Convolution) {
    if isShort { return convolveFrames(step) }
    var weights = program.pointee.weights + step.weights
    for group in 0..<step.groupCount {
      var output = 0
      while output < step.outputCount {
        let rest = step.outputCount - output
        let count = rest < Convolution.rowLimit ? rest : Convolution.rowLimit
        let rows = RowConvolution(self, step, group, group * step.outputCount + output, weights)
        switch count {
        case 4: rows.run(FourRows<Twice<OneVector>>.self, FourRows<OneVector>.self)
        case 3: rows.run(ThreeRows<Twice<OneVector>>.self, ThreeRows<OneVector>.self)
        case 2: rows.run(TwoRows<Twice<Twice<OneVector>>>.self, TwoRows<OneVector>.self)
        default: rows.run(OneRow<Twice<Twice<OneVector>>>.self, OneRow<OneVector>.self)
        }
        weights += count * (1 + step.sideCount + step.tapCount * step.inputCount)
        output += count
      }
    }
    finish(step.target, channelCount: step.groupCount * step.outputCount)
  }
}

/// A few outputs of a convolution.
private struct RowConvolution {
  let weights: UnsafePointer<Float>
  let frameCount: Int
  let source: Planes
  let inputCount: Int
  let tapCount: Int
  let dilation: Int
  /// Frames that the source can go back before it has to go on at the ring's end, and the ring's length.
  let position: Int
  let ringFrameCount: Int
  let side: Planes
  let sideCount: Int
  let residual: Planes
  let hasResidual: Bool
  let target: Planes

  @inline(__always)
  init(_ tile: FrameTile, _ step: Convolution, _ group: Int, _ output: Int, _ weights: UnsafePointer<Float>) {
    self.weights = weights
    frameCount = tile.vectorFrameCount
    let all = tile.planes(step.source)
    source = Planes(first: all[group * step.inputCount], stride: all.stride)
    inputCount = step.inputCount
    tapCount = step.tapCount
    dilation = step.dilation
    (position, ringFrameCount) = tile.place(step.source)
    side = tile.planes(step.side)
    sideCount = step.sideCount
    let residuals = tile.planes(step.residual)
    residual = Planes(first: residuals[output], stride: residuals.stride)
    hasResidual = step.hasResidual
    let targets = tile.planes(step.target)
    target = Planes(first: targets[output], stride: targets.stride)
  }

  /// Frames are computed `Wide` at a time, the rest `Narrow`.
  @inline(__always)
  func run<Wide: OutputRows, Narrow: OutputRows>(_ wide: Wide.Type, _ narrow: Narrow.Type) {
    var frame = 0
    while frame + Wide.Frames.frameCount <= frameCount {
      compute(wide, frame)
      frame += Wide.Frames.frameCount
    }
    while frame < frameCount {
      compute(narrow, frame)
      frame += Narrow.Frames.frameCount
    }
  }

  @inline(__always)
  private func compute<Rows: OutputRows>(_ rows: Rows.Type, _ frame: Int) {
    var weights = weights
    var sums = Rows(repeating: weights)
    weights += Rows.count
    if hasResidual { sums.add(residual.first + frame, stride: residual.stride) }
    add(side.first + frame, stride: side.stride, sideCount, &weights, to: &sums)
    for tap in 0..<tapCount {
      let back = dilation &* (tapCount &- 1 &- tap)
      let start = back > position ? source.first + (ringFrameCount &- back) : source.first - back
      add(start + frame, stride: source.stride, inputCount, &weights, to: &sums)
    }
    sums.store(to: target.first + frame, stride: target.stride)
  }

  @inline(__always)
  private func add<Rows: OutputRows>(
    _ planes: UnsafePointer<Float>, stride: Int, _ count: Int, _ weights: inout UnsafePointer<Float>,
    to sums: inout Rows
  ) {
    var plane = planes
    for _ in 0..<count {
      sums.add(Rows.Frames(plane), times: weights)
      plane += stride
      weights += Rows.count
    }
  }
}
