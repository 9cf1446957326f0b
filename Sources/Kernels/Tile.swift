import CVector

/// The parts of ``TileRow`` that are the same for each kind of a single tile.
///
/// What `Cells` and `Powers` are is said by each tile and not here: the protocol's record would keep the type
/// records of `Cell` and `Gates`, and with them weak functions that copy so many bytes with this module's
/// instructions, under names that are anyone's. Tools/check-kernels refuses those.
protocol Tile: TileRow {
  /// Units in the tile: a power of two, of which the lanes hold as many copies as there is room for.
  static var unitCount: Int { get }
}

extension Tile where Cells == Cell, Powers == Gates {
  static var tileCount: Int {
    @inline(__always) get { 1 }
  }

  @inline(__always)
  static func load(hidden: UnsafePointer<Float>, cell: UnsafePointer<Float>) -> Cell {
    Cell(hidden: hidden, cell: cell)
  }

  @inline(__always)
  static func store(
    _ cells: Cell, hidden: UnsafeMutablePointer<Float>, cell: UnsafeMutablePointer<Float>
  ) {
    vector_store(cells.hidden, hidden)
    vector_store(cells.cell, cell)
  }

  @inline(__always)
  static func update(_ cells: inout Cell, _ powers: Gates) { cells.update(powers) }

  @inline(__always)
  static func head(_ cells: Cell, _ weights: UnsafePointer<Float>) -> Vector {
    vector_mul(vector_load(weights), cells.hidden)
  }

  @inline(__always)
  static func addColumns<Target: Sums>(
    of cells: Cell, _ weights: inout UnsafePointer<Float>, to sums: inout Target
  ) {
    addColumns(of: cells.hidden, &weights, to: &sums)
  }

  /// Adds W h to `sums`, with h as it is in a vector.
  @inline(__always)
  static func addColumns<Target: Sums>(
    of hidden: Vector, _ weights: inout UnsafePointer<Float>, to sums: inout Target
  ) {
    addFour(hidden, weights, to: &sums)
    let four = 4 * Target.sumCount * vector_lanes
    if unitCount > 4 { addFour(vector_exchange4(hidden), weights + four, to: &sums) }
    if unitCount > 8 {
      addFour(vector_exchange8(hidden), weights + 2 * four, to: &sums)
      addFour(vector_exchange12(hidden), weights + 3 * four, to: &sums)
    }
    weights += unitCount * Target.sumCount * vector_lanes
  }

  /// Up to four columns, by exchanges within four lanes.
  @inline(__always)
  private static func addFour<Target: Sums>(
    _ hidden: Vector, _ weights: UnsafePointer<Float>, to sums: inout Target
  ) {
    let column = Target.sumCount * vector_lanes
    sums.add(weights, times: hidden)
    if unitCount > 1 { sums.add(weights + column, times: vector_exchange1(hidden)) }
    if unitCount > 2 {
      sums.add(weights + 2 * column, times: vector_exchange2(hidden))
      sums.add(weights + 3 * column, times: vector_exchange3(hidden))
    }
  }
}
