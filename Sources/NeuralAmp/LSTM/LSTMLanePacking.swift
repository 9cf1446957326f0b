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
      pack(layer, start)
      start += layout.weightCount(layer: layer)
    }
  }

  private mutating func pack(_ layer: Int, _ start: Int) {
    let all = (0..<layout.hiddenSize).map { columns(of: $0, layer, start) }
    var index = 0
    while index < all.count {
      if canPair, index + 1 < all.count, all[index].isPair(with: all[index + 1]) {
        appendPair(all[index], all[index + 1])
        index += 2
      } else {
        append(all[index])
        index += 1
      }
    }
  }

  /// AVX-512 has registers for the sums of two units: in two chains each, of one vector of streams; in one chain, of
  /// two.
  private var canPair: Bool { layout.laneCount == 16 && (width == 16 || !hasTwoChains) }

  // MARK: What a unit adds up

  /// A column of a unit: a weight for each gate, and the unit whose h it meets there.
  private struct Column {
    let weights: [Float]
    var units: [Int] = []
  }

  /// Columns by partial sum.
  private struct Chains {
    var first: [Column] = []
    var second: [Column] = []

    /// In turn and then what is left of one.
    var ordered: [Column] {
      let count = min(first.count, second.count)
      return zip(first, second).flatMap { [$0, $1] } + first[count...] + second[count...]
    }

    var counts: LSTMLaneUnit.Columns { LSTMLaneUnit.Columns(first: first.count, second: second.count) }

    /// Whether each two columns of the other meet the same h the other way round.
    func isPair(with other: Chains) -> Bool {
      let (columns, others) = (ordered, other.ordered)
      return columns.count.isMultiple(of: 2) && columns.count == others.count
        && (second.isEmpty || first.count == second.count)
        && columns.indices.allSatisfy { columns[$0].units == others[$0 ^ 1].units }
    }
  }

  private struct Unit {
    let meeting: LSTMLaneUnit.Meeting
    /// The biases, then of the first layer the columns of the input.
    let first: [Column]
    let below: Chains
    let own: Chains

    func isPair(with other: Unit) -> Bool {
      meeting != .four && meeting == other.meeting && below.isPair(with: other.below)
        && own.isPair(with: other.own)
    }
  }

  /// Where the sum of a unit's gate is: which vector, and which lane of it.
  private struct Place {
    let vector: Int
    let lane: Int
  }

  private func columns(of unit: Int, _ layer: Int, _ start: Int) -> Unit {
    let (tile, position) = unit.quotientAndRemainder(dividingBy: layout.laneCount)
    let unitCount = layout.unitCount(tile: tile)
    let gatesPerVector = layout.laneCount / unitCount
    let places = (0..<4).map { gate in
      Place(
        vector: 4 * tile + gate / gatesPerVector, lane: position + gate % gatesPerVector * unitCount)
    }
    let firstCount = 1 + (layer == 0 ? layout.inputCount : 0)
    let ownFirst = firstCount + (layer == 0 ? 0 : layout.recurrentColumnCount)
    return Unit(
      meeting: meeting(unitCount),
      first: (0..<firstCount).map { Column(weights: weights(start, $0, places)) },
      below: layer == 0 ? Chains() : chains(start, firstCount, places),
      own: chains(start, ownFirst, places))
  }

  /// Copies of a unit in a tile as large as any meet what the unit meets. In a half tile, two gates are beside each
  /// other.
  private func meeting(_ unitCount: Int) -> LSTMLaneUnit.Meeting {
    if unitCount == layout.unitCount(tile: 0) { return .one }
    return 2 * unitCount == layout.laneCount ? .two : .four
  }

  /// As the kernels' `TwoChains` has it.
  private var hasTwoChains: Bool { sumCount < 8 }

  /// The columns that meet an h: those that go to either partial sum in turn.
  private func chains(_ start: Int, _ firstColumn: Int, _ places: [Place]) -> Chains {
    var chains = Chains()
    var column = 0
    for tile in 0..<layout.tileCount {
      let unitCount = layout.unitCount(tile: tile)
      for exchange in 0..<unitCount {
        defer { column += 1 }
        let units = places.map { tile * layout.laneCount + ($0.lane ^ exchange) % unitCount }
        // A padded unit's h is zero, and so is its weight.
        if !units.contains(where: { $0 < layout.hiddenSize }) { continue }
        let met = Column(weights: weights(start, firstColumn + column, places), units: units)
        if hasTwoChains && column % 2 == 1 { chains.second.append(met) } else { chains.first.append(met) }
      }
    }
    return chains
  }

  private func weights(_ start: Int, _ column: Int, _ places: [Place]) -> [Float] {
    places.map { packed[start + (column * sumCount + $0.vector) * layout.laneCount + $0.lane] }
  }

  // MARK: In the order in which the kernel takes it

  private mutating func append(_ unit: Unit) {
    for column in unit.first { weights += column.weights }
    for column in unit.below.ordered + unit.own.ordered {
      weights += column.weights
      offsets += met(column, unit.meeting)
    }
    append(unit, isPaired: false)
  }

  private mutating func appendPair(_ unit: Unit, _ next: Unit) {
    for (column, other) in zip(unit.first, next.first) { weights += column.weights + other.weights }
    let columns = unit.below.ordered + unit.own.ordered
    let others = next.below.ordered + next.own.ordered
    for index in stride(from: 0, to: columns.count, by: 2) {
      let (one, other) = (columns[index], columns[index + 1])
      offsets += met(one, unit.meeting) + met(other, unit.meeting)
      weights +=
        hasTwoChains
        ? one.weights + other.weights + others[index].weights + others[index + 1].weights
        : one.weights + others[index].weights + other.weights + others[index + 1].weights
    }
    append(unit, isPaired: true)
    append(next, isPaired: false)
  }

  private mutating func append(_ unit: Unit, isPaired: Bool) {
    units.append(
      LSTMLaneUnit(
        hasTwoChains: hasTwoChains, meeting: unit.meeting, isPaired: isPaired, below: unit.below.counts,
        own: unit.own.counts))
  }

  private func met(_ column: Column, _ meeting: LSTMLaneUnit.Meeting) -> [Int32] {
    switch meeting {
    case .one: [offset(column.units[0])]
    case .two: [offset(column.units[0]), offset(column.units[1])]
    case .four: column.units.map(offset)
    }
  }

  /// Of a padded unit, whose weight is zero, any.
  private func offset(_ unit: Int) -> Int32 { unit < layout.hiddenSize ? Int32(unit * width) : 0 }
}
