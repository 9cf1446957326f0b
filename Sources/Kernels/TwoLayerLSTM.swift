import CVector
import KernelInterface

/// Two layers whose sums all fit into the registers together: h and c of both stay there for the whole block.
///
/// In one tick the first layer takes frame t and the second frame t - 1. The two do not wait for each other, so
/// their activations, which are long chains of operations, are done side by side as if they were one
/// layer's. The first and the last tick of a block have one layer: no frame of delay, and the same bits
/// for every length of block.
enum TwoLayerLSTM<Tiles: TileRow> {
  private typealias Both = Row<Tiles, Tiles>

  @inline(never)
  static func process(_ block: LSTMBlock) {
    let layout = block.layout
    if block.frameCount == 0 { return }
    let upperWeights = block.weights + layout.weightCount(layer: 0)
    let head = block.weights + layout.headOffset
    var cells = load(block.state)
    let first = lowerSums(cells, block, frame: 0)
    Tiles.update(&cells.first, first.powers())
    for frame in 1..<block.frameCount {
      // Upper first: it is the longer one.
      let upper = upperSums(cells, upperWeights)
      let lower = lowerSums(cells, block, frame: frame)
      Both.update(&cells, Both(lower, upper).powers())
      applyHead(
        Tiles.self, cells.rest, head, outputCount: layout.outputCount,
        to: block.output + (frame - 1) * layout.outputCount)
    }
    let last = upperSums(cells, upperWeights)
    Tiles.update(&cells.rest, last.powers())
    applyHead(
      Tiles.self, cells.rest, head, outputCount: layout.outputCount,
      to: block.output + (block.frameCount - 1) * layout.outputCount)
    store(cells, block.state)
  }

  @inline(__always)
  private static func lowerSums(_ cells: Both.Cells, _ block: LSTMBlock, frame: Int) -> Tiles {
    var weights = block.weights
    var sums = Tiles(weights)
    weights += Tiles.sumCount * vector_lanes
    let inputCount = block.layout.inputCount
    addInput(block.input + frame * inputCount, count: inputCount, &weights, to: &sums)
    sums.addColumns(of: cells.first, &weights)
    sums.pin()
    return sums
  }

  @inline(__always)
  private static func upperSums(_ cells: Both.Cells, _ start: UnsafePointer<Float>) -> Tiles {
    var weights = start
    var sums = Tiles(weights)
    weights += Tiles.sumCount * vector_lanes
    sums.addColumns(of: cells.first, cells.rest, &weights)
    sums.pin()
    return sums
  }

  // State is h, c of the first layer, then h, c of the second.
  private static var tileFloats: Int {
    @inline(__always) get { Tiles.tileCount * vector_lanes }
  }

  @inline(__always)
  private static func load(_ state: UnsafeMutablePointer<Float>) -> Both.Cells {
    Both.Cells(
      first: Tiles.load(hidden: state, cell: state + tileFloats),
      rest: Tiles.load(hidden: state + 2 * tileFloats, cell: state + 3 * tileFloats))
  }

  @inline(__always)
  private static func store(_ cells: Both.Cells, _ state: UnsafeMutablePointer<Float>) {
    Tiles.store(cells.first, hidden: state, cell: state + tileFloats)
    Tiles.store(cells.rest, hidden: state + 2 * tileFloats, cell: state + 3 * tileFloats)
  }
}
