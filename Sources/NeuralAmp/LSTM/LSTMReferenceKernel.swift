import CRealtime
import KernelInterface

/// The LSTM step in plain Swift: what every faster kernel is tested against.
///
/// Per sample and layer, with v the layer's input (Hochreiter & Schmidhuber 1997, forget gate of
/// Gers et al. 2000, as PyTorch and the `.nam` format have it):
///
///     z = b + W [v; h]                    gates i, f, g, o of H rows each
///     c = sigmoid(zf) * c + sigmoid(zi) * tanh(zg)
///     h = sigmoid(zo) * tanh(c)
///
/// and after the last layer `y = bh + Wh h`.
///
/// Packed weights, in floats (n = columns that come in, H = hidden size, O = output channels):
/// per layer b `[4H]`, W by columns `[n+H][4H]`; then Wh `[O][H]`, bh `[O]`. By columns, because the
/// sum over a column is the same operation on all rows and so needs no reduction across them.
/// State, per layer: h `[H]`, c `[H]`. Workspace: z `[4H]`, then one input frame.
///
/// A frame's result depends on the state and the frame alone, so every way of cutting a stream into
/// blocks gives the same bits.
///
/// Weights, state and the sums of the matrix product are float32; gates and cell are float64 within a
/// sample and rounded once, when they become state. The state carries its rounding from sample to sample,
/// so this is where float32 loses most: with float32 throughout, trained captures stray from float64 up to
/// three times as far (max 5.2e-6 instead of 2.6e-6 on a 2x16, ESR 1.0e-11 instead of 1.3e-12 on a 1x8).
///
/// Finite by construction: an input sample that is not finite counts as silence, and the gates' arguments
/// are clamped. So |h| <= 1 and c stays finite whatever the input and the weights are, and no stream
/// stays poisoned. An output that overflows float32, which takes weights near its limit, is silence too.
///
/// Thread: audio. Only loads, stores, arithmetic and libm.
enum LSTMReferenceKernel {
  /// In floats.
  static func workspaceCount(_ configuration: LSTMConfiguration) -> Int {
    configuration.gateRowCount + configuration.inputChannelCount
  }

  @_noLocks @_noAllocation
  static func process(_ block: LSTMBlock) {
    let shape = block.layout
    let inputFrame = block.workspace + gateRowCount(shape)
    for frame in 0..<block.frameCount {
      copyFinite(block.input + frame * shape.inputCount, count: shape.inputCount, to: inputFrame)
      let output = block.output + frame * shape.outputCount
      if shape.layerCount == 0 {
        passThrough(inputFrame, to: output, shape)
      } else {
        step(block, inputFrame: inputFrame, output: output)
      }
    }
  }

  @_noLocks @_noAllocation
  private static func gateRowCount(_ shape: LSTMLayout) -> Int { 4 * shape.hiddenSize }

  @_noLocks @_noAllocation
  private static func copyFinite(
    _ source: UnsafePointer<Float>, count: Int, to target: UnsafeMutablePointer<Float>
  ) {
    for channel in 0..<count {
      let sample = source[channel]
      target[channel] = sample.isFinite ? sample : 0
    }
  }

  /// A network without layers: the channels that both sides have, silence on the rest.
  @_noLocks @_noAllocation
  private static func passThrough(
    _ frame: UnsafePointer<Float>, to output: UnsafeMutablePointer<Float>, _ shape: LSTMLayout
  ) {
    for channel in 0..<shape.outputCount {
      output[channel] = channel < shape.inputCount ? frame[channel] : 0
    }
  }

  @_noLocks @_noAllocation
  private static func step(
    _ block: LSTMBlock, inputFrame: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>
  ) {
    let shape = block.layout
    let rows = gateRowCount(shape)
    let z = block.workspace
    var weights = block.weights
    var hidden = block.state
    var incoming = inputFrame
    var incomingCount = shape.inputCount
    for layer in 0..<shape.layerCount {
      if layer > 0 { hidden += 2 * shape.hiddenSize }
      copy(weights, to: z, count: rows)
      weights += rows
      weights = addColumns(weights, count: incomingCount, times: incoming, to: z, rows: rows)
      weights = addColumns(weights, count: shape.hiddenSize, times: hidden, to: z, rows: rows)
      updateCell(z, hidden: hidden, cell: hidden + shape.hiddenSize, count: shape.hiddenSize)
      incoming = UnsafePointer(hidden)
      incomingCount = shape.hiddenSize
    }
    applyHead(weights, to: incoming, shape, output: output)
  }

  @_noLocks @_noAllocation
  private static func copy(
    _ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, count: Int
  ) {
    for index in 0..<count { target[index] = source[index] }
  }

  /// `z += W (rows, count) @ v (count,)`, W by columns. Returns the address behind W.
  @_noLocks @_noAllocation
  private static func addColumns(
    _ weights: UnsafePointer<Float>, count: Int, times v: UnsafePointer<Float>,
    to z: UnsafeMutablePointer<Float>, rows: Int
  ) -> UnsafePointer<Float> {
    var column = weights
    for index in 0..<count {
      let factor = v[index]
      for row in 0..<rows { z[row] += column[row] * factor }
      column += rows
    }
    return column
  }

  @_noLocks @_noAllocation
  private static func updateCell(
    _ z: UnsafePointer<Float>, hidden: UnsafeMutablePointer<Float>, cell: UnsafeMutablePointer<Float>,
    count: Int
  ) {
    for unit in 0..<count {
      let input = sigmoid(clamp(z[unit]))
      let forget = sigmoid(clamp(z[count + unit]))
      let candidate = tanh(clamp(z[2 * count + unit]))
      let output = sigmoid(clamp(z[3 * count + unit]))
      let newCell = forget * Double(cell[unit]) + input * candidate
      cell[unit] = Float(newCell)
      hidden[unit] = Float(output * tanh(newCell))
    }
  }

  /// `y (O,) = bh (O,) + Wh (O, H) @ h (H,)`.
  @_noLocks @_noAllocation
  private static func applyHead(
    _ weights: UnsafePointer<Float>, to hidden: UnsafePointer<Float>, _ shape: LSTMLayout,
    output: UnsafeMutablePointer<Float>
  ) {
    let bias = weights + shape.outputCount * shape.hiddenSize
    for channel in 0..<shape.outputCount {
      let row = weights + channel * shape.hiddenSize
      var sum = bias[channel]
      for unit in 0..<shape.hiddenSize { sum += row[unit] * hidden[unit] }
      output[channel] = sum.isFinite ? sum : 0
    }
  }

  @_noLocks @_noAllocation @inline(__always)
  private static func sigmoid(_ x: Double) -> Double { 1 / (1 + headroom_exp(-x)) }

  /// Through exp, which libm has twice as fast as tanh. Exact to 2e-16, absolute.
  @_noLocks @_noAllocation @inline(__always)
  private static func tanh(_ x: Double) -> Double { 2 * sigmoid(2 * x) - 1 }

  /// Into ±87, beyond which a gate is at its limit. NaN becomes 87: each comparison with it is false.
  @_noLocks @_noAllocation @inline(__always)
  private static func clamp(_ x: Float) -> Double {
    let limit: Float = 87
    let below = x < limit ? x : limit
    return Double(below > -limit ? below : -limit)
  }
}
