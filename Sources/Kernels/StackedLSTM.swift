import CVector
import KernelInterface

/// Several layers whose units fit into one group each.
///
/// A skewed wavefront: in one tick the first layer takes frame t, the second frame t - 1, and so on. These steps
/// do not wait for each other, so the processor works on one layer's sums while another's divisions are under
/// way. From the last layer to the first, so that each finds the h of the layer below as the tick before
/// left it. The first and last ticks of a block have fewer layers: no frame of delay, and the same bits
/// for every length of block.
enum StackedLSTM<Tiles: TileRow> {
  private static var tileFloats: Int {
    @inline(__always) get { Tiles.tileCount * vector_lanes }
  }

  @inline(never)
  static func process(_ block: LSTMBlock) {
    let layout = block.layout
    let last = layout.layerCount - 1
    let upperWeights = block.weights + layout.weightCount(layer: 0)
    let upperCount = layout.weightCount(layer: 1)
    let head = block.weights + layout.headOffset
    for tick in 0..<block.frameCount + last {
      let highest = min(last, tick)
      let lowest = max(0, tick - block.frameCount + 1)
      var layer = highest
      while layer > 0 && layer >= lowest {
        stepUpper(
          block.state + 2 * layer * tileFloats, upperWeights + (layer - 1) * upperCount)
        layer -= 1
      }
      if lowest == 0 {
        stepFirst(block.state, block.weights, block.input + tick * layout.inputCount, layout.inputCount)
      }
      if highest == last {
        let cells = Tiles.load(
          hidden: block.state + 2 * last * tileFloats, cell: block.state + (2 * last + 1) * tileFloats)
        applyHead(
          Tiles.self, cells, head, outputCount: layout.outputCount,
          to: block.output + (tick - last) * layout.outputCount)
      }
    }
  }

  @inline(__always)
  private static func stepFirst(
    _ state: UnsafeMutablePointer<Float>, _ start: UnsafePointer<Float>,
    _ frame: UnsafePointer<Float>, _ inputCount: Int
  ) {
    var weights = start
    var cells = Tiles.load(hidden: state, cell: state + tileFloats)
    var sums = Tiles(weights)
    weights += Tiles.sumCount * vector_lanes
    addInput(frame, count: inputCount, &weights, to: &sums)
    sums.addColumns(of: cells, &weights)
    finish(&cells, &sums, state)
  }

  /// - Parameter state: of this layer; that of the layer below lies before it.
  @inline(__always)
  private static func stepUpper(_ state: UnsafeMutablePointer<Float>, _ start: UnsafePointer<Float>) {
    var weights = start
    let below = Tiles.load(hidden: state - 2 * tileFloats, cell: state - tileFloats)
    var cells = Tiles.load(hidden: state, cell: state + tileFloats)
    var sums = Tiles(weights)
    weights += Tiles.sumCount * vector_lanes
    sums.addColumns(of: below, cells, &weights)
    finish(&cells, &sums, state)
  }

  @inline(__always)
  private static func finish(
    _ cells: inout Tiles.Cells, _ sums: inout Tiles, _ state: UnsafeMutablePointer<Float>
  ) {
    sums.pin()
    Tiles.update(&cells, sums.powers())
    Tiles.store(cells, hidden: state, cell: state + tileFloats)
  }
}
