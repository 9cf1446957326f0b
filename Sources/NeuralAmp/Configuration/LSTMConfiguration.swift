/// The shape of a stacked LSTM with a linear head, as the `config` of a `.nam` file gives it.
///
/// Source: the `.nam` format as NeuralAmpModelerCore reads it (`NAM/lstm.cpp`).
public struct LSTMConfiguration: Sendable, Equatable {
  /// The largest value of any size. Keeps every product of sizes within `Int`.
  public static let sizeLimit = 65_536

  /// Stacked layers, 0 or more. With none the network passes its input through.
  public let layerCount: Int
  /// Samples per input frame (`input_size` = `in_channels`), 1 or more.
  public let inputChannelCount: Int
  /// Units per layer, 1 or more.
  public let hiddenSize: Int
  /// Samples per output frame (`out_channels`), 1 or more.
  public let outputChannelCount: Int

  /// - Precondition: `layerCount` is in `0...sizeLimit`, the other sizes in `1...sizeLimit`.
  public init(layerCount: Int, inputChannelCount: Int = 1, hiddenSize: Int, outputChannelCount: Int = 1) {
    precondition((0...Self.sizeLimit).contains(layerCount), "layerCount out of range: \(layerCount)")
    for size in [inputChannelCount, hiddenSize, outputChannelCount] {
      precondition((1...Self.sizeLimit).contains(size), "LSTM size out of range: \(size)")
    }
    self.layerCount = layerCount
    self.inputChannelCount = inputChannelCount
    self.hiddenSize = hiddenSize
    self.outputChannelCount = outputChannelCount
  }

  /// Rows of a layer's matrix: the gates input, forget, cell and output, `hiddenSize` each.
  var gateRowCount: Int {
    @_noLocks @_noAllocation
    get { 4 * hiddenSize }
  }

  /// Columns of a layer's matrix: what comes in, then what recurs.
  func columnCount(layer: Int) -> Int {
    (layer == 0 ? inputChannelCount : hiddenSize) + hiddenSize
  }

  /// The exact length of `weights` in a file of this shape, in floats.
  public var weightCount: Int {
    let head = outputChannelCount * (hiddenSize + 1)
    if layerCount == 0 { return head }
    let columns = columnCount(layer: 0) + (layerCount - 1) * columnCount(layer: 1)
    let biases = gateRowCount * layerCount
    return gateRowCount * columns + biases + stateCount + head
  }

  /// Hidden and cell state of all layers, in floats.
  var stateCount: Int { 2 * hiddenSize * layerCount }
}
