import KernelInterface

/// A file's flat list of weights, taken in order.
struct WeightCursor {
  private var rest: ArraySlice<Float>

  init(_ weights: [Float]) { rest = weights[...] }

  /// - Precondition: there are so many.
  mutating func take(_ count: Int) -> [Float] {
    precondition(count <= rest.count, "there are fewer weights than the shape has")
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }

  func finish() { precondition(rest.isEmpty, "there are more weights than the shape has") }

  /// A convolution as the files have it: `[out][in / groups][taps]`, then the biases.
  mutating func convolution(
    _ inputCount: Int, _ outputCount: Int, tapCount: Int = 1, hasBias: Bool, groupCount: Int = 1
  ) -> ConvolutionWeights {
    let matrix = take(outputCount * (inputCount / groupCount) * tapCount)
    let bias = hasBias ? take(outputCount) : [Float](repeating: 0, count: outputCount)
    return ConvolutionWeights(
      inputCount: inputCount, outputCount: outputCount, tapCount: tapCount, groupCount: groupCount,
      matrix: matrix, bias: bias)
  }
}

/// `y[o, t] = b[o] + Σ W[o, i, k] x[i, t − d (K − 1 − k)]`: the last tap meets the newest frame.
struct ConvolutionWeights {
  let inputCount: Int
  let outputCount: Int
  let tapCount: Int
  let groupCount: Int
  /// `[outputCount][inputCount / groupCount][tapCount]`
  var matrix: [Float]
  var bias: [Float]

  var groupInputCount: Int { inputCount / groupCount }
  var groupOutputCount: Int { outputCount / groupCount }
  private var rowCount: Int { groupInputCount * tapCount }

  func weight(_ output: Int, _ input: Int, _ tap: Int) -> Float {
    matrix[output * rowCount + input * tapCount + tap]
  }

  /// Each output, and with it its bias, times a factor, plus an offset.
  mutating func scale(by factors: [Double], plus offsets: [Double]) {
    for output in 0..<outputCount {
      for index in output * rowCount..<(output + 1) * rowCount {
        matrix[index] = Float(Double(matrix[index]) * factors[output])
      }
      bias[output] = Float(Double(bias[output]) * factors[output] + offsets[output])
    }
  }

  mutating func addToBias(_ values: [Double]) {
    for output in 0..<outputCount { bias[output] = Float(Double(bias[output]) + values[output]) }
  }

  /// As the kernels have it: see `Convolution`.
  ///
  /// - Parameter side: a pointwise convolution whose outputs are added; its bias is not taken.
  func packed(side: ConvolutionWeights?) -> [Float] {
    var packed: [Float] = []
    packed.reserveCapacity(matrix.count + bias.count + (side?.matrix.count ?? 0))
    for group in 0..<groupCount {
      let outputs = group * groupOutputCount..<(group + 1) * groupOutputCount
      for first in stride(from: outputs.lowerBound, to: outputs.upperBound, by: Convolution.panelLimit) {
        pack(first..<min(first + Convolution.panelLimit, outputs.upperBound), side, into: &packed)
      }
    }
    return packed
  }

  private func pack(_ rows: Range<Int>, _ side: ConvolutionWeights?, into packed: inout [Float]) {
    packed += bias[rows]
    if let side {
      for input in 0..<side.inputCount {
        for row in rows { packed.append(side.weight(row, input, 0)) }
      }
    }
    for tap in 0..<tapCount {
      for input in 0..<groupInputCount {
        for row in rows { packed.append(weight(row, input, tap)) }
      }
    }
  }
}
