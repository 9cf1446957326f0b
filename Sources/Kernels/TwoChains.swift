import CVector

/// Two partial sums for each sum, which columns go to in turn.
///
/// An addition has to wait for the one before it on the same sum. With few sums the multipliers would stand
/// idle meanwhile; with two chains there is twice as much to do at a time.
struct TwoChains<Tiles: TileRow>: Sums {
  private var first: Tiles
  private var second: Tiles
  /// Known when the code is compiled: there is no loop left that adds.
  private var isSecond = false

  static var sumCount: Int {
    @inline(__always) get { Tiles.sumCount }
  }
  /// Two multiply-adds a cycle, of four cycles each, are eight at a time.
  static var pays: Bool {
    @inline(__always) get { Tiles.sumCount < 8 }
  }

  @inline(__always)
  init(_ sums: Tiles) {
    first = sums
    second = Tiles.zero
  }

  @inline(__always)
  mutating func add(_ column: UnsafePointer<Float>, times factor: Vector) {
    if isSecond { second.add(column, times: factor) } else { first.add(column, times: factor) }
    isSecond.toggle()
  }

  @inline(__always)
  func sums() -> Tiles {
    var sums = first
    sums.add(second)
    return sums
  }
}

extension TileRow {
  /// Adds W h, by as many chains as pay.
  @inline(__always)
  mutating func addColumns(of cells: Cells, _ weights: inout UnsafePointer<Float>) {
    if TwoChains<Self>.pays {
      var chains = TwoChains(self)
      Self.addColumns(of: cells, &weights, to: &chains)
      self = chains.sums()
    } else {
      Self.addColumns(of: cells, &weights, to: &self)
    }
  }

  /// Adds W h of two h, one after the other.
  @inline(__always)
  mutating func addColumns(of cells: Cells, _ more: Cells, _ weights: inout UnsafePointer<Float>) {
    if TwoChains<Self>.pays {
      var chains = TwoChains(self)
      Self.addColumns(of: cells, &weights, to: &chains)
      Self.addColumns(of: more, &weights, to: &chains)
      self = chains.sums()
    } else {
      Self.addColumns(of: cells, &weights, to: &self)
      Self.addColumns(of: more, &weights, to: &self)
    }
  }
}
