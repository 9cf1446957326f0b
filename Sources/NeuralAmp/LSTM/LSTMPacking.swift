import KernelInterface

/// Lays a file's weights out for the vector kernels, as ``LSTMLayout`` describes.
struct LSTMPacking {
  /// A stored cell beyond this is taken for this: so that no product in a kernel overflows. A trained one is
  /// below 100.
  static let cellLimit: Float = 0x1p40

  private let configuration: LSTMConfiguration
  private let layout: LSTMLayout
  private let gateScale: Double
  /// A whole file's `weights`: see ``LSTMWeights``.
  private let source: [Float]

  private init(_ source: [Float], _ configuration: LSTMConfiguration, _ kernel: Kernel) {
    self.source = source
    self.configuration = configuration
    layout = configuration.layout(for: kernel)
    gateScale = kernel.gateScale
  }

  /// - Precondition: `source.count == configuration.weightCount`, there is a layer, and `kernel` is a
  ///   vector kernel.
  static func pack(
    _ source: [Float], _ configuration: LSTMConfiguration, for kernel: Kernel
  ) -> (weights: AlignedFloats, storedState: AlignedFloats) {
    precondition(
      source.count == configuration.weightCount,
      "an LSTM of this shape has \(configuration.weightCount) weights, not \(source.count)")
    let packing = LSTMPacking(source, configuration, kernel)
    return (packing.weights(), packing.state())
  }

  private func weights() -> AlignedFloats {
    let packed = AlignedFloats(count: layout.weightCount)
    var target = packed.pointer
    for layer in 0..<layout.layerCount {
      for group in 0..<layout.groupCount { pack(layer: layer, group: group, into: &target) }
    }
    packHead(into: target)
    return packed
  }

  private func pack(layer: Int, group: Int, into target: inout UnsafeMutablePointer<Float>) {
    let first = layout.firstTile(group: group)
    let tiles = first..<first + layout.tileCount(group: group)
    let start = configuration.layerOffset(layer)
    let columns = configuration.columnCount(layer: layer)
    let rows = configuration.gateRowCount
    let inputColumns = columns - configuration.hiddenSize
    func matrix(_ row: Int, _ column: Int) -> Float { source[start + row * columns + column] }

    packColumn(tiles, into: &target) { row, _ in source[start + rows * columns + row] }
    if layer == 0 {
      for column in 0..<inputColumns {
        packColumn(tiles, into: &target) { row, _ in matrix(row, column) }
      }
    } else {
      packHiddenColumns(tiles, into: &target) { row, unit in matrix(row, unit) }
    }
    packHiddenColumns(tiles, into: &target) { row, unit in matrix(row, inputColumns + unit) }
  }

  /// The columns that meet an h which is exchanged from lane to lane.
  ///
  /// - Parameter weight: of a row and a unit of that h.
  private func packHiddenColumns(
    _ tiles: Range<Int>, into target: inout UnsafeMutablePointer<Float>,
    weight: (_ row: Int, _ unit: Int) -> Float
  ) {
    for tile in 0..<layout.tileCount {
      let units = layout.unitCount(tile: tile)
      for exchange in 0..<units {
        packColumn(tiles, into: &target) { row, lane in
          let unit = tile * layout.laneCount + (lane ^ exchange) % units
          return unit < configuration.hiddenSize ? weight(row, unit) : 0
        }
      }
    }
  }

  /// One column of a group: for each tile its vectors of sums.
  private func packColumn(
    _ tiles: Range<Int>, into target: inout UnsafeMutablePointer<Float>,
    weight: (_ row: Int, _ lane: Int) -> Float
  ) {
    for tile in tiles {
      let units = layout.unitCount(tile: tile)
      let gatesPerVector = layout.laneCount / units
      for vector in 0..<4 / gatesPerVector {
        for lane in 0..<layout.laneCount {
          let gate = vector * gatesPerVector + lane / units
          let unit = tile * layout.laneCount + lane % units
          let isUnit = unit < configuration.hiddenSize
          let value = isUnit ? weight(gate * configuration.hiddenSize + unit, lane) : 0
          target[lane] = scaled(value, gate: gate)
        }
        target += layout.laneCount
      }
    }
  }

  /// A sigmoid is made of e^-z, a tanh of e^-2z.
  private func scaled(_ weight: Float, gate: Int) -> Float {
    let candidate = 2
    let scaled = Double(weight) * gateScale * (gate == candidate ? 2 : 1)
    let limit = Double(Float.greatestFiniteMagnitude)
    return Float(max(-limit, min(limit, scaled)))
  }

  private func packHead(into target: UnsafeMutablePointer<Float>) {
    let start = configuration.layerOffset(layout.layerCount)
    let hiddenSize = configuration.hiddenSize
    for output in 0..<layout.outputCount {
      for unit in 0..<hiddenSize {
        target[output * layout.layerStateCount + unit] = source[start + output * hiddenSize + unit]
      }
      target[layout.outputCount * layout.layerStateCount + output] =
        source[start + layout.outputCount * hiddenSize + output]
    }
  }

  private func state() -> AlignedFloats {
    let state = AlignedFloats(count: layout.stateCount)
    for layer in 0..<layout.layerCount {
      let stored = configuration.storedStateOffset(layer: layer)
      let hidden = state.pointer + 2 * layer * layout.layerStateCount
      for lane in 0..<layout.layerStateCount {
        let (tile, position) = lane.quotientAndRemainder(dividingBy: layout.laneCount)
        let unit = tile * layout.laneCount + position % layout.unitCount(tile: tile)
        if unit >= configuration.hiddenSize { continue }
        hidden[lane] = source[stored + unit]
        let cell = source[stored + configuration.hiddenSize + unit]
        hidden[layout.layerStateCount + lane] = max(-Self.cellLimit, min(Self.cellLimit, cell))
      }
    }
    return state
  }
}

extension LSTMConfiguration {
  func layout(for kernel: Kernel) -> LSTMLayout {
    LSTMLayout(
      laneCount: kernel.laneCount, layerCount: layerCount, inputCount: inputChannelCount,
      hiddenSize: hiddenSize, outputCount: outputChannelCount)
  }

  /// Where a layer's W begins in a file's `weights`; behind the last layer, where the head begins.
  fileprivate func layerOffset(_ layer: Int) -> Int {
    layer == 0 ? 0 : fileCount(layer: 0) + (layer - 1) * fileCount(layer: 1)
  }

  /// What a layer has in a file's `weights`: W, b, h0, c0.
  private func fileCount(layer: Int) -> Int {
    gateRowCount * (columnCount(layer: layer) + 1) + 2 * hiddenSize
  }

  /// Where a layer's h0 begins, with c0 behind it.
  fileprivate func storedStateOffset(layer: Int) -> Int { layerOffset(layer + 1) - 2 * hiddenSize }
}
