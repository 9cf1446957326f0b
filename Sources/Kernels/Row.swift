import CVector

/// Two rows of tiles side by side.
struct Row<First: TileRow, Rest: TileRow>: TileRow {
  private var first: First
  private var rest: Rest

  struct Cells {
    var first: First.Cells
    var rest: Rest.Cells
  }

  struct Powers {
    let first: First.Powers
    let rest: Rest.Powers
  }

  static var sumCount: Int {
    @inline(__always) get { First.sumCount + Rest.sumCount }
  }
  static var tileCount: Int {
    @inline(__always) get { First.tileCount + Rest.tileCount }
  }
  /// Where `rest` begins in a vector of sums, and in a vector of tiles.
  private static var restSums: Int {
    @inline(__always) get { First.sumCount * vector_lanes }
  }
  private static var restTiles: Int {
    @inline(__always) get { First.tileCount * vector_lanes }
  }

  static var zero: Row {
    @inline(__always) get { Row(First.zero, Rest.zero) }
  }

  @inline(__always)
  init(_ first: First, _ rest: Rest) {
    self.first = first
    self.rest = rest
  }

  @inline(__always)
  init(_ source: UnsafePointer<Float>) {
    first = First(source)
    rest = Rest(source + Self.restSums)
  }

  @inline(__always)
  mutating func add(_ column: UnsafePointer<Float>, times factor: Vector) {
    first.add(column, times: factor)
    rest.add(column + Self.restSums, times: factor)
  }

  @inline(__always)
  mutating func pin() {
    first.pin()
    rest.pin()
  }

  @inline(__always)
  mutating func add(_ other: Row) {
    first.add(other.first)
    rest.add(other.rest)
  }

  @inline(__always)
  func powers() -> Powers { Powers(first: first.powers(), rest: rest.powers()) }

  @inline(__always)
  static func load(hidden: UnsafePointer<Float>, cell: UnsafePointer<Float>) -> Cells {
    Cells(
      first: First.load(hidden: hidden, cell: cell),
      rest: Rest.load(hidden: hidden + restTiles, cell: cell + restTiles))
  }

  @inline(__always)
  static func store(
    _ cells: Cells, hidden: UnsafeMutablePointer<Float>, cell: UnsafeMutablePointer<Float>
  ) {
    First.store(cells.first, hidden: hidden, cell: cell)
    Rest.store(cells.rest, hidden: hidden + restTiles, cell: cell + restTiles)
  }

  @inline(__always)
  static func update(_ cells: inout Cells, _ powers: Powers) {
    First.update(&cells.first, powers.first)
    Rest.update(&cells.rest, powers.rest)
  }

  @inline(__always)
  static func addColumns<Target: Sums>(
    of cells: Cells, _ weights: inout UnsafePointer<Float>, to sums: inout Target
  ) {
    First.addColumns(of: cells.first, &weights, to: &sums)
    Rest.addColumns(of: cells.rest, &weights, to: &sums)
  }

  @inline(__always)
  static func head(_ cells: Cells, _ weights: UnsafePointer<Float>) -> Vector {
    vector_add(
      First.head(cells.first, weights), Rest.head(cells.rest, weights + restTiles))
  }
}
