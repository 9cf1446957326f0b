import CVector
import KernelInterface

/// One layer whose units fit into one group: h and c stay in registers for the whole block.
enum SingleLSTM<Tiles: TileRow> {
  @inline(never)
  static func process(_ block: LSTMBlock) {
    let layout = block.layout
    let hidden = block.state
    let cell = block.state + Tiles.tileCount * vector_lanes
    let head = block.weights + layout.headOffset
    var cells = Tiles.load(hidden: hidden, cell: cell)
    for frame in 0..<block.frameCount {
      var weights = block.weights
      var sums = Tiles(weights)
      weights += Tiles.sumCount * vector_lanes
      addInput(
        block.input + frame * layout.inputCount, count: layout.inputCount, &weights, to: &sums)
      sums.addColumns(of: cells, &weights)
      sums.pin()
      Tiles.update(&cells, sums.powers())
      applyHead(
        Tiles.self, cells, head, outputCount: layout.outputCount,
        to: block.output + frame * layout.outputCount)
    }
    Tiles.store(cells, hidden: hidden, cell: cell)
  }
}

/// `y (O,) = bh (O,) + Wh (O, H) h (H,)`. A sum that overflows is silence.
@inline(__always)
func applyHead<Tiles: TileRow>(
  _ tiles: Tiles.Type, _ cells: Tiles.Cells, _ head: UnsafePointer<Float>, outputCount: Int,
  to output: UnsafeMutablePointer<Float>
) {
  let row = Tiles.tileCount * vector_lanes
  let bias = head + outputCount * row
  for channel in 0..<outputCount {
    let product = vector_sum(Tiles.head(cells, head + channel * row))
    output[channel] = finite(product + bias[channel])
  }
}
