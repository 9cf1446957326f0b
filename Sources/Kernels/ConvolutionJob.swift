import CVector
import KernelInterface

// Thread: audio.

/// What is left to do of a convolution's tile: handed on by address, since it is more than registers hold.
struct ConvolutionJob {
  let step: UnsafePointer<Convolution>
  /// In whole vectors where lanes are moments.
  let frameCount: Int
  /// How far the source can go back before it has to go on at the ring's end.
  let position: Int
  var source: UnsafeMutablePointer<Float>
  let side: UnsafeMutablePointer<Float>
  var residual: UnsafeMutablePointer<Float>
  var target: UnsafeMutablePointer<Float>
  /// Of the activation.
  var skip: UnsafeMutablePointer<Float>
  var parameters: UnsafePointer<Float>
  var weights: UnsafePointer<Float>
  /// Outputs of the panel: floats from column to column of the weights.
  var panelCount = 0

  @inline(__always)
  init(_ tile: FrameTile, _ step: UnsafePointer<Convolution>, frameCount: Int) {
    self.step = step
    self.frameCount = frameCount
    position = tile.position(step.pointee.source.position)
    source = tile.locate(step.pointee.source).first
    side = tile.locate(step.pointee.side).first
    residual = tile.locate(step.pointee.residual).first
    target = tile.locate(step.pointee.target).first
    weights = tile.program.pointee.weights + step.pointee.weights
    skip = target
    parameters = weights
    if let activation = step.pointee.activation {
      skip = tile.locate(activation.pointee.skipTarget).first
      parameters = tile.program.pointee.weights + activation.pointee.parameters
    }
  }

  /// Columns behind the biases.
  var columnCount: Int {
    @inline(__always) get {
      step.pointee.sideCount &+ step.pointee.tapCount &* step.pointee.inputCount
    }
  }

  /// On to the next outputs.
  @inline(__always)
  mutating func advance(_ count: Int) {
    residual += count &* step.pointee.residual.stride
    target += count &* step.pointee.target.stride
    if let activation = step.pointee.activation {
      skip += count &* activation.pointee.skipTarget.stride
      parameters += count
    }
  }

  /// Where a source's frame meets a tap.
  @inline(__always)
  func source(_ back: Int) -> UnsafeMutablePointer<Float> {
    back > position ? source + (step.pointee.source.frameCount &- back) : source - back
  }
}

extension UnsafeMutablePointer<ConvolutionJob> {
  /// Calls `body`, which moves on to the next, for each panel of each group.
  @inline(__always)
  func eachPanel(_ body: () -> Void) {
    let step = pointee.step
    for _ in 0..<step.pointee.groupCount {
      var output = 0
      while output < step.pointee.outputCount {
        let rest = step.pointee.outputCount &- output
        pointee.panelCount = rest < Convolution.panelLimit ? rest : Convolution.panelLimit
        output &+= pointee.panelCount
        body()
      }
      pointee.source += step.pointee.inputCount &* step.pointee.source.stride
    }
  }
}
