import CVector

/// Sums that columns of weights are added to.
protocol Sums {
  /// Vectors of sums.
  static var sumCount: Int { get }
  /// Adds `sumCount` vectors from memory, each times `factor`.
  mutating func add(_ column: UnsafePointer<Float>, times factor: Vector)
}

/// What one group of a layer computes at once: the sums of its gates, in registers.
///
/// W h is added column by column, but not by broadcasting: with h in a vector, exchanging lanes gives every
/// unit another's h, `L` exchanges give it all of them, and the weights are laid out to match. An exchange
/// within four lanes takes a cycle, and h never leaves its register.
///
/// Everything is inlined and specialised into straight-line code: there are no loops over sums.
protocol TileRow: Sums {
  /// h and c of the same tiles.
  associatedtype Cells
  /// The gates' powers, between the two halves of a step.
  associatedtype Powers

  /// Tiles, which is also vectors of h and of c.
  static var tileCount: Int { get }

  /// `sumCount` vectors from memory.
  init(_ source: UnsafePointer<Float>)
  static var zero: Self { get }
  /// The sums are done before anything that uses them begins: left to itself the compiler completes one
  /// at a time, which has each wait for the latency of its own additions.
  mutating func pin()
  /// Adds sum to sum.
  mutating func add(_ other: Self)
  func powers() -> Powers

  static func load(hidden: UnsafePointer<Float>, cell: UnsafePointer<Float>) -> Cells
  static func store(
    _ cells: Cells, hidden: UnsafeMutablePointer<Float>, cell: UnsafeMutablePointer<Float>)
  static func update(_ cells: inout Cells, _ powers: Powers)
  /// Adds W h to `sums`, from W's columns.
  static func addColumns<Target: Sums>(
    of cells: Cells, _ weights: inout UnsafePointer<Float>, to sums: inout Target)
  /// Wh · h of each lane.
  static func head(_ cells: Cells, _ weights: UnsafePointer<Float>) -> Vector
}
