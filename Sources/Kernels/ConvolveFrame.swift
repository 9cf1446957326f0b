import CVector
import KernelInterface

// Thread: audio. Blocks of few frames: lanes are channels, so that a frame costs a frame. Each output is the same sum
// in the same order as where lanes are moments, hence the same bits.

extension FrameTile {
  @inline(never)
  func convolveFrames(_ step: Convolution) {
    for frame in 0..<frameCount {
      var weights = program.pointee.weights + step.weights
      for group in 0..<step.groupCount {
        let sums = FrameConvolution(self, step, group, frame)
        var output = 0
        while step.outputCount - output >= 16 { sums.run(FourQuads.self, &output, &weights) }
        if step.outputCount - output >= 8 { sums.run(TwoQuads.self, &output, &weights) }
        while output < step.outputCount { sums.run(OneQuad.self, &output, &weights) }
      }
    }
    finish(step.target, channelCount: step.groupCount * step.outputCount)
  }
}

/// One frame of a group's outputs.
private struct FrameConvolution {
  let step: Convolution
  let firstOutput: Int
  let source: Planes
  let position: Int
  let ringFrameCount: Int
  let side: Planes
  let residual: Planes
  let target: Planes

  @inline(__always)
  init(_ tile: FrameTile, _ step: Convolution, _ group: Int, _ frame: Int) {
    self.step = step
    firstOutput = group * step.outputCount
    let all = tile.planes(step.source)
    source = Planes(first: all[group * step.inputCount] + frame, stride: all.stride)
    (position, ringFrameCount) = tile.place(step.source)
    side = tile.planes(step.side).shifted(by: frame)
    residual = tile.planes(step.residual).shifted(by: frame)
    target = tile.planes(step.target).shifted(by: frame)
  }

  /// The next few outputs; moves both on.
  @inline(__always)
  func run<Sums: Quads>(_ sums: Sums.Type, _ output: inout Int, _ weights: inout UnsafePointer<Float>) {
    let rest = step.outputCount - output
    let rowCount = rest < Convolution.rowLimit ? rest : Convolution.rowLimit
    let rows = rowCount * (1 + step.sideCount + step.tapCount * step.inputCount)
    let channel = firstOutput + output
    var column = weights
    var sums = Sums(column, rows)
    column += rowCount
    if step.hasResidual { sums.add(residual[channel], residual.stride, rowCount) }
    sums.add(side.first, side.stride, step.sideCount, &column, rowCount, rows)
    for tap in 0..<step.tapCount {
      let back = step.dilation &* (step.tapCount &- 1 &- tap)
      let start = back > position ? source.first + (ringFrameCount &- back) : source.first - back
      sums.add(start, source.stride, step.inputCount, &column, rowCount, rows)
    }
    sums.store(target[channel], target.stride, rowCount)
    weights += Sums.count &* rows
    output &+= Sums.count &* rowCount
  }
}

extension Quads {
  @inline(__always)
  fileprivate mutating func add(
    _ frames: UnsafePointer<Float>, _ stride: Int, _ count: Int, _ column: inout UnsafePointer<Float>,
    _ rowCount: Int, _ rows: Int
  ) {
    var frame = frames
    for _ in 0..<count {
      add(column, times: frame[0], rows)
      frame += stride
      column += rowCount
    }
  }
}

/// Sums of four outputs, or several times four.
private protocol Quads {
  static var count: Int { get }
  /// - Parameter rows: floats from the weights of four outputs to those of the next four.
  init(_ values: UnsafePointer<Float>, _ rows: Int)
  mutating func add(_ channels: UnsafePointer<Float>, _ stride: Int, _ rowCount: Int)
  mutating func add(_ column: UnsafePointer<Float>, times factor: Float, _ rows: Int)
  func store(_ channels: UnsafeMutablePointer<Float>, _ stride: Int, _ rowCount: Int)
}

private struct OneQuad: Quads {
  private var quad: vector_quad

  static var count: Int {
    @inline(__always) get { 1 }
  }

  @inline(__always)
  init(_ values: UnsafePointer<Float>, _ rows: Int) { quad = vector_quad_load(values) }

  @inline(__always)
  mutating func add(_ channels: UnsafePointer<Float>, _ stride: Int, _ rowCount: Int) {
    quad = vector_quad_add(quad, vector_quad_gather(channels, Int64(stride), Int64(rowCount)))
  }

  @inline(__always)
  mutating func add(_ column: UnsafePointer<Float>, times factor: Float, _ rows: Int) {
    quad = vector_quad_fma(vector_quad_load(column), factor, quad)
  }

  @inline(__always)
  func store(_ channels: UnsafeMutablePointer<Float>, _ stride: Int, _ rowCount: Int) {
    vector_quad_scatter(quad, channels, Int64(stride), Int64(rowCount))
  }
}

private struct QuadsTwice<Half: Quads>: Quads {
  private var first: Half
  private var second: Half

  static var count: Int {
    @inline(__always) get { 2 &* Half.count }
  }

  @inline(__always)
  init(_ values: UnsafePointer<Float>, _ rows: Int) {
    first = Half(values, rows)
    second = Half(values + Half.count &* rows, rows)
  }

  @inline(__always)
  mutating func add(_ channels: UnsafePointer<Float>, _ stride: Int, _ rowCount: Int) {
    first.add(channels, stride, rowCount)
    second.add(channels + Half.count &* rowCount &* stride, stride, rowCount)
  }

  @inline(__always)
  mutating func add(_ column: UnsafePointer<Float>, times factor: Float, _ rows: Int) {
    first.add(column, times: factor, rows)
    second.add(column + Half.count &* rows, times: factor, rows)
  }

  @inline(__always)
  func store(_ channels: UnsafeMutablePointer<Float>, _ stride: Int, _ rowCount: Int) {
    first.store(channels, stride, rowCount)
    second.store(channels + Half.count &* rowCount &* stride, stride, rowCount)
  }
}

private typealias TwoQuads = QuadsTwice<OneQuad>
private typealias FourQuads = QuadsTwice<TwoQuads>
