/// How a vector kernel lays an LSTM out in memory, for a given vector width.
///
/// The hidden units are dealt out to *tiles*. A full tile is as many units as a vector has lanes, and takes
/// four vectors of sums: one for each gate. What is left over, padded with units whose weights are zero,
/// is another full tile, or where it is little a half tile (two gates share a vector, so it takes two) or
/// a quarter tile (one). Up to three tiles make a *group*: what fits into the registers at once.
///
/// Weights, in vectors. For each layer, for each group:
///
///     bias             [sums of the group]
///     input columns    [n][sums]       n = input channels, above the first layer: recurrent columns
///     hidden columns   [recurrent columns][sums]
///
/// and then for each output channel the head's row `[tiles]`, and last, as plain floats, the head's biases.
///
/// Column k of a tile holds, in lane l, the weight of the unit that lane l ^ k has: see `TileRow`.
/// A tile of fewer units than lanes has them several times over, so that this holds for it too.
///
/// State, in vectors. For each layer: h `[tiles]`, c `[tiles]`.
@frozen
public struct LSTMLayout: Sendable {
  /// Tiles in a group, at most.
  public static let groupLimit = 3

  /// What is left of the hidden units after the full tiles.
  @frozen
  public enum Tail: Int, Sendable {
    case none = 0
    case quarter = 1
    case half = 2

    /// Vectors of sums that it takes.
    public var sumCount: Int {
      @_noLocks @_noAllocation @inlinable
      get { rawValue }
    }
  }

  public let laneCount: Int
  public let layerCount: Int
  public let inputCount: Int
  public let hiddenSize: Int
  public let outputCount: Int
  public let fullTileCount: Int
  public let tail: Tail
  /// Full tiles and tail.
  public let tileCount: Int
  public let groupCount: Int
  /// Tiles in a group, and how many groups at the beginning have one more.
  public let groupSize: Int
  public let largerGroupCount: Int
  /// Where the head's weights begin, in floats.
  public private(set) var headOffset = 0

  /// - Precondition: `laneCount` is 4 or a multiple of it, all counts are 1 or more.
  public init(laneCount: Int, layerCount: Int, inputCount: Int, hiddenSize: Int, outputCount: Int) {
    self.laneCount = laneCount
    self.layerCount = layerCount
    self.inputCount = inputCount
    self.hiddenSize = hiddenSize
    self.outputCount = outputCount
    let (full, rest) = hiddenSize.quotientAndRemainder(dividingBy: laneCount)
    switch rest {
    case 0: (fullTileCount, tail) = (full, .none)
    case ...(laneCount / 4): (fullTileCount, tail) = (full, .quarter)
    case ...(laneCount / 2): (fullTileCount, tail) = (full, .half)
    default: (fullTileCount, tail) = (full + 1, .none)
    }
    tileCount = fullTileCount + (tail == .none ? 0 : 1)
    groupCount = (tileCount + Self.groupLimit - 1) / Self.groupLimit
    (groupSize, largerGroupCount) = tileCount.quotientAndRemainder(dividingBy: groupCount)
    headOffset = layerCount == 0 ? 0 : weightCount(layer: 0) + (layerCount - 1) * weightCount(layer: 1)
  }

  /// Units in a tile, which is also how many columns it has.
  public func unitCount(tile: Int) -> Int {
    tile < fullTileCount ? laneCount : laneCount / 4 * tail.sumCount
  }

  /// Columns of all tiles.
  public var recurrentColumnCount: Int {
    @_noLocks @_noAllocation @inlinable
    get { fullTileCount * laneCount + laneCount / 4 * tail.sumCount }
  }

  public func inputColumnCount(layer: Int) -> Int { layer == 0 ? inputCount : recurrentColumnCount }

  /// Tiles of a group: as even as it goes.
  @_noLocks @_noAllocation @inlinable
  public func tileCount(group: Int) -> Int { groupSize + (group < largerGroupCount ? 1 : 0) }

  /// Full tiles of a group: the tail is in the last.
  @_noLocks @_noAllocation @inlinable
  public func fullTileCount(group: Int) -> Int {
    tileCount(group: group) - (tail(group: group) == .none ? 0 : 1)
  }

  /// The first tile of a group.
  @_noLocks @_noAllocation @inlinable
  public func firstTile(group: Int) -> Int {
    group * groupSize + (group < largerGroupCount ? group : largerGroupCount)
  }

  @_noLocks @_noAllocation @inlinable
  public func tail(group: Int) -> Tail { group == groupCount - 1 ? tail : .none }

  /// Vectors of sums of a group.
  @_noLocks @_noAllocation @inlinable
  public func sumCount(group: Int) -> Int { 4 * fullTileCount(group: group) + tail(group: group).sumCount }

  /// In floats: h and c of a layer, each.
  public var layerStateCount: Int {
    @_noLocks @_noAllocation @inlinable
    get { tileCount * laneCount }
  }

  /// In floats.
  public var stateCount: Int { 2 * layerStateCount * layerCount }

  /// Scratch memory of one stream, in floats: the new h of one layer.
  public var workspaceCount: Int { layerStateCount }

  /// In floats.
  @_noLocks @_noAllocation @inlinable
  public func weightCount(layer: Int) -> Int {
    let columns = 1 + (layer == 0 ? inputCount : recurrentColumnCount) + recurrentColumnCount
    return columns * (4 * fullTileCount + tail.sumCount) * laneCount
  }

  /// In floats.
  public var weightCount: Int { headOffset + outputCount * (layerStateCount + 1) }
}
