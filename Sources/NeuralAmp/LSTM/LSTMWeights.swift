/// Splits the `weights` of a `.nam` file into what ``LSTMReferenceKernel`` packs and the state the file stores.
///
/// Order in the file, per layer (n = columns that come in): W `[4H][n+H]` row-major, gates i f g o;
/// b `[4H]`; h0 `[H]`; c0 `[H]`. Then the head: Wh `[O][H]` row-major, bh `[O]`.
enum LSTMWeights {
  /// Weights in the layout of ``LSTMReferenceKernel`` and the stored state (per layer h `[H]`, c `[H]`).
  ///
  /// - Precondition: `stream.count == configuration.weightCount`.
  static func pack(
    _ stream: [Float], _ configuration: LSTMConfiguration
  ) -> (weights: AlignedFloats, storedState: AlignedFloats) {
    precondition(
      stream.count == configuration.weightCount,
      "an LSTM of this shape has \(configuration.weightCount) weights, not \(stream.count)")
    let packed = AlignedFloats(count: configuration.weightCount - configuration.stateCount)
    let state = AlignedFloats(count: configuration.stateCount)
    var source = stream[...]
    var weights = packed.pointer
    for layer in 0..<configuration.layerCount {
      weights = packLayer(
        &source, rows: configuration.gateRowCount,
        columns: configuration.columnCount(layer: layer), into: weights)
      let layerState = 2 * configuration.hiddenSize
      copy(&source, count: layerState, to: state.pointer + layer * layerState)
    }
    copy(&source, count: source.count, to: weights)
    return (packed, state)
  }

  /// Bias first, then the matrix by columns. Returns the address behind the layer.
  private static func packLayer(
    _ source: inout ArraySlice<Float>, rows: Int, columns: Int, into target: UnsafeMutablePointer<Float>
  ) -> UnsafeMutablePointer<Float> {
    let matrix = source.prefix(rows * columns)
    source = source.dropFirst(rows * columns)
    copy(&source, count: rows, to: target)
    let packedMatrix = target + rows
    for row in 0..<rows {
      for column in 0..<columns {
        packedMatrix[column * rows + row] = matrix[matrix.startIndex + row * columns + column]
      }
    }
    return packedMatrix + rows * columns
  }

  private static func copy(
    _ source: inout ArraySlice<Float>, count: Int, to target: UnsafeMutablePointer<Float>
  ) {
    for (index, value) in source.prefix(count).enumerated() { target[index] = value }
    source = source.dropFirst(count)
  }
}
