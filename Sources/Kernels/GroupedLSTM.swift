import CVector
import KernelInterface

/// Layers of more units than fit into the registers at once: group after group, with h and c in memory.
///
/// The groups of a frame are independent of each other, so while one's divisions are under way the
/// next one's sums are. Every other frame takes them in the opposite order: what the last frame ended with
/// is what the first-level cache still holds. The order changes no bits.
enum GroupedLSTM {
  @inline(never)
  static func process(_ block: LSTMBlock) {
    let layout = block.layout
    let head = block.weights + layout.headOffset
    let top = block.state + 2 * (layout.layerCount - 1) * layout.layerStateCount
    for frame in 0..<block.frameCount {
      step(block, frame)
      applyHead(layout, top, head, to: block.output + frame * layout.outputCount)
    }
  }

  @inline(__always)
  private static func step(_ block: LSTMBlock, _ frame: Int) {
    let layout = block.layout
    var weights = block.weights
    for layer in 0..<layout.layerCount {
      let state = block.state + 2 * layer * layout.layerStateCount
      let inputs =
        layer == 0
        ? Inputs(samples: block.input + frame * layout.inputCount, count: layout.inputCount)
        : Inputs(hidden: UnsafePointer(state - 2 * layout.layerStateCount), layout)
      stepLayer(layout, weights, state, block.workspace, inputs, backwards: frame & 1 == 1)
      weights += layout.weightCount(layer: layer)
    }
  }

  /// What comes into a layer: samples, or the h of the layer below.
  private struct Inputs {
    let source: UnsafePointer<Float>
    let columnCount: Int
    let isHidden: Bool

    init(samples: UnsafePointer<Float>, count: Int) {
      (source, columnCount, isHidden) = (samples, count, false)
    }

    init(hidden: UnsafePointer<Float>, _ layout: LSTMLayout) {
      (source, columnCount, isHidden) = (hidden, layout.recurrentColumnCount, true)
    }
  }

  private static func stepLayer(
    _ layout: LSTMLayout, _ weights: UnsafePointer<Float>, _ state: UnsafeMutablePointer<Float>,
    _ newHidden: UnsafeMutablePointer<Float>, _ inputs: Inputs, backwards: Bool
  ) {
    let columns = 1 + inputs.columnCount + layout.recurrentColumnCount
    let groups = layout.groupCount
    for turn in 0..<groups {
      let group = backwards ? groups - 1 - turn : turn
      let tile = layout.firstTile(group: group) * vector_lanes
      // Groups before this one have full tiles only, of four vectors of sums each.
      let start = weights + 4 * tile * columns
      let cell = state + layout.layerStateCount + tile
      stepGroup(layout, group, start, UnsafePointer(state), newHidden + tile, cell, inputs)
    }
    var index = 0
    while index < layout.layerStateCount {
      vector_store(vector_load(newHidden + index), state + index)
      index += vector_lanes
    }
  }

  @inline(__always)
  private static func stepGroup(
    _ layout: LSTMLayout, _ group: Int, _ weights: UnsafePointer<Float>, _ hidden: UnsafePointer<Float>,
    _ newHidden: UnsafeMutablePointer<Float>, _ cell: UnsafeMutablePointer<Float>, _ inputs: Inputs
  ) {
    switch (layout.fullTileCount(group: group), layout.tail(group: group)) {
    case (1, .quarter):
      Group<Row<FullTile, QuarterTile>>.step(layout, weights, hidden, newHidden, cell, inputs)
    case (1, .half): Group<Row<FullTile, HalfTile>>.step(layout, weights, hidden, newHidden, cell, inputs)
    case (2, .none): Group<Row<FullTile, FullTile>>.step(layout, weights, hidden, newHidden, cell, inputs)
    case (2, .quarter):
      Group<Row<FullTile, Row<FullTile, QuarterTile>>>.step(
        layout, weights, hidden, newHidden, cell, inputs)
    case (2, .half):
      Group<Row<FullTile, Row<FullTile, HalfTile>>>.step(layout, weights, hidden, newHidden, cell, inputs)
    default:
      Group<Row<FullTile, Row<FullTile, FullTile>>>.step(layout, weights, hidden, newHidden, cell, inputs)
    }
  }

  private enum Group<Tiles: TileRow> {
    @inline(never)
    static func step(
      _ layout: LSTMLayout, _ start: UnsafePointer<Float>, _ hidden: UnsafePointer<Float>,
      _ newHidden: UnsafeMutablePointer<Float>, _ cell: UnsafeMutablePointer<Float>, _ inputs: Inputs
    ) {
      var weights = start
      var sums = Tiles(weights)
      weights += Tiles.sumCount * vector_lanes
      if inputs.isHidden {
        addHidden(layout, inputs.source, &weights, to: &sums)
      } else {
        addInput(inputs.source, count: inputs.columnCount, &weights, to: &sums)
      }
      addHidden(layout, hidden, &weights, to: &sums)
      sums.pin()
      var cells = Tiles.load(hidden: UnsafePointer(newHidden), cell: UnsafePointer(cell))
      Tiles.update(&cells, sums.powers())
      Tiles.store(cells, hidden: newHidden, cell: cell)
    }

    @inline(__always)
    private static func addHidden(
      _ layout: LSTMLayout, _ hidden: UnsafePointer<Float>, _ weights: inout UnsafePointer<Float>,
      to sums: inout Tiles
    ) {
      for tile in 0..<layout.fullTileCount {
        FullTile.addColumns(of: vector_load(hidden + tile * vector_lanes), &weights, to: &sums)
      }
      let tail = vector_load(hidden + (layout.tileCount - 1) * vector_lanes)
      switch layout.tail {
      case .none: break
      case .quarter: QuarterTile.addColumns(of: tail, &weights, to: &sums)
      case .half: HalfTile.addColumns(of: tail, &weights, to: &sums)
      }
    }
  }

  @inline(__always)
  private static func applyHead(
    _ layout: LSTMLayout, _ hidden: UnsafePointer<Float>, _ head: UnsafePointer<Float>,
    to output: UnsafeMutablePointer<Float>
  ) {
    let bias = head + layout.outputCount * layout.layerStateCount
    for channel in 0..<layout.outputCount {
      let row = head + channel * layout.layerStateCount
      var sum = splat(0)
      var index = 0
      while index < layout.layerStateCount {
        sum = vector_fma(vector_load(row + index), vector_load(hidden + index), sum)
        index += vector_lanes
      }
      output[channel] = finite(vector_sum(sum) + bias[channel])
    }
  }
}
