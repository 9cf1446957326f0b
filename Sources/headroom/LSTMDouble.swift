import Glibc
import NeuralAmp

/// A stacked LSTM in float64, as the `.nam` format defines it, and nothing else: what the kernels'
/// accuracy is measured against. It shares no code with them.
///
/// Per layer z = W [x; h] + b, c = s(f) c + s(i) tanh(g), h = s(o) tanh(c); then y = Wh h + bh. With no layer
/// frames pass through: output channel k is input channel k, and silence where there is none.
struct LSTMDouble {
  private let configuration: LSTMConfiguration
  private var layers: [Layer] = []
  /// `[O][H]`
  private let headWeights: [Double]
  /// `[O]`
  private let headBias: [Double]

  /// - Parameter weights: in the order of the file, per layer W `[4H][n+H]`, b `[4H]`, h0 `[H]`, c0 `[H]`; then
  ///   Wh `[O][H]`, bh `[O]`.
  init(_ configuration: LSTMConfiguration, weights: [Float]) {
    precondition(weights.count == configuration.weightCount, "the weights are not those of the shape")
    self.configuration = configuration
    let hiddenSize = configuration.hiddenSize
    var rest = weights.map(Double.init)[...]
    for index in 0..<configuration.layerCount {
      let inputCount = index == 0 ? configuration.inputChannelCount : hiddenSize
      layers.append(Layer(inputCount: inputCount, hiddenSize: hiddenSize, taking: &rest))
    }
    headWeights = rest.take(configuration.outputChannelCount * hiddenSize)
    headBias = rest.take(configuration.outputChannelCount)
  }

  /// The next frame's output channels, from the file's state on.
  mutating func process(_ frame: [Double]) -> [Double] {
    let outputCount = configuration.outputChannelCount
    if layers.isEmpty { return (0..<outputCount).map { $0 < frame.count ? frame[$0] : 0 } }
    var values = frame
    for index in layers.indices { values = layers[index].process(values) }
    return (0..<outputCount).map { row in
      let weights = headWeights[row * values.count..<(row + 1) * values.count]
      return zip(weights, values).reduce(headBias[row]) { $0 + $1.0 * $1.1 }
    }
  }
}

extension LSTMDouble {
  fileprivate struct Layer {
    private let hiddenSize: Int
    private let inputCount: Int
    /// `[n+H][4H]`, turned: a column's products can be made side by side.
    private let columns: [Double]
    /// `[4H]`, gates i, f, g, o.
    private let bias: [Double]
    private var hidden: [Double]
    private var cell: [Double]
    private var gates: [Double]

    init(inputCount: Int, hiddenSize: Int, taking rest: inout ArraySlice<Double>) {
      let (rowCount, columnCount) = (4 * hiddenSize, inputCount + hiddenSize)
      self.inputCount = inputCount
      self.hiddenSize = hiddenSize
      let rows = rest.take(rowCount * columnCount)
      columns = (0..<rows.count).map { rows[$0 % rowCount * columnCount + $0 / rowCount] }
      bias = rest.take(rowCount)
      hidden = rest.take(hiddenSize)
      cell = rest.take(hiddenSize)
      gates = bias
    }

    mutating func process(_ input: [Double]) -> [Double] {
      gates = bias
      for index in 0..<inputCount { addColumn(index, times: input[index]) }
      for index in 0..<hiddenSize { addColumn(inputCount + index, times: hidden[index]) }
      for unit in 0..<hiddenSize {
        let kept = sigmoid(gates[hiddenSize + unit]) * cell[unit]
        cell[unit] = kept + sigmoid(gates[unit]) * tanh(gates[2 * hiddenSize + unit])
        hidden[unit] = sigmoid(gates[3 * hiddenSize + unit]) * tanh(cell[unit])
      }
      return hidden
    }

    private mutating func addColumn(_ index: Int, times factor: Double) {
      let count = gates.count
      columns.withUnsafeBufferPointer { columns in
        gates.withUnsafeMutableBufferPointer { gates in
          for row in 0..<count { gates[row] += columns[index * count + row] * factor }
        }
      }
    }

    private func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
  }
}

extension ArraySlice<Double> {
  /// Removes and returns the first elements.
  fileprivate mutating func take(_ count: Int) -> [Double] {
    defer { self = dropFirst(count) }
    return Array(prefix(count))
  }
}
