import KernelInterface

/// Lays an LSTM's packed weights out once more, for many streams side by side: see ``LSTMLanesPlan``.
///
/// What a stream by itself adds up in which order is in its layout. Here each unit's columns are taken from there one
/// by one, as its lane would meet them.
struct LSTMLanePacking {
  private(set) var units: [LSTMLaneUnit] = []
  private(set) var weights: [Float] = []
  private(set) var offsets: [Int32] = []

  private let layout: LSTMLayout
  private let width: Int
  private let packed: UnsafePointer<Float>
  private let sumCount: Int

  /// - Parameter width: streams.
  /// - Precondition: the network is packed for a vector kernel, in one group.
  init(_ network: LSTMNetwork, width: Int) {
    layout = network.layout
    self.width = width
    packed = network.weights
    sumCount = layout.sumCount(group: 0)
    var start = 0
    for layer in 0..<layout.layerCount {
      for unit in 0..<layout.hiddenSize { pack(unit, layer, start) }
      start += layout.weightCount(layer: layer)
    }
  }

  /// Where the sum of a unit's gate is: which vector, and which lane of it.
  private struct Place {
    let vector: Int
    let lane: Int
  }

  private mutating func pack(_ unit: Int, _ layer: Int, _ start: Int) {
    let (tile, position) = unit.quotientAndRemainder(dividingBy: layout.laneCount)
    let unitCount = layout.unitCount(tile: tile)
    let gatesPerVector = layout.laneCount / unitCount
    let places = (0..<4).map { gate in
      Place(
        vector: 4 * tile + gate / gatesPerVector, lane: position + gate % gatesPerVector * unitCount)
    }
    let inputColumns = layer == 0 ? layout.inputCount : 0
    for column in 0..<1 + inputColumns { append(start, column, places) }
    // Copies of a unit in a tile as large as any meet what the unit meets.
    let isShared = unitCount == layout.unitCount(tile: 0)
    let first = 1 + inputColumns
    let below =
      layer == 0
      ? LSTMLaneUnit.Columns(first: 0, second: 0) : packColumns(start, first, places, isShared)
    let ownFirst = first + (layer == 0 ? 0 : layout.recurrentColumnCount)
    let own = packColumns(start, ownFirst, places, isShared)
    units.append(
      LSTMLaneUnit(hasTwoChains: hasTwoChains, isShared: isShared, below: below, own: own))
  }

  /// As the kernels' `TwoChains` has it.
  private var hasTwoChains: Bool { sumCount < 8 }

  /// The columns that meet an h: those that go to either partial sum in turn.
  private mutating func packColumns(
    _ start: Int, _ firstColumn: Int, _ places: [Place], _ isShared: Bool
  ) -> LSTMLaneUnit.Columns {
    var chains: [[(column: Int, units: [Int])]] = [[], []]
    var column = 0
    for tile in 0..<layout.tileCount {
      let unitCount = layout.unitCount(tile: tile)
      for exchange in 0..<unitCount {
        let units = places.map { tile * layout.laneCount + ($0.lane ^ exchange) % unitCount }
        // A padded unit's h is zero, and so is its weight.
        if units.contains(where: { $0 < layout.hiddenSize }) {
          chains[hasTwoChains ? column % 2 : 0].append((firstColumn + column, units))
        }
        column += 1
      }
    }
    let pairCount = min(chains[0].count, chains[1].count)
    let order =
      (0..<pairCount).flatMap { [chains[0][$0], chains[1][$0]] } + chains[0][pairCount...]
      + chains[1][pairCount...]
    for (column, units) in order {
      append(start, column, places)
      let met = units.map { $0 < layout.hiddenSize ? Int32($0 * width) : 0 }
      offsets += isShared ? [met[0]] : met
    }
    return LSTMLaneUnit.Columns(first: chains[0].count, second: chains[1].count)
  }

  private mutating func append(_ start: Int, _ column: Int, _ places: [Place]) {
    weights += places.map {
      packed[start + (column * sumCount + $0.vector) * layout.laneCount + $0.lane]
    }
  }
}
