import KernelInterface
import TestSupport
import Testing

/// The arithmetic of tiles and groups, for every hidden size and the vectors of every instruction set.
struct LSTMLayoutTests {
  private static let laneCounts = [4, 8, 16]
  private static let hiddenSizes = 1...300

  private func layouts(lanes: Int, layers: Int = 1, inputs: Int = 1, outputs: Int = 1) -> [LSTMLayout] {
    Self.hiddenSizes.map { layout(lanes, layers: layers, inputs: inputs, hidden: $0, outputs: outputs) }
  }

  private func layout(
    _ lanes: Int, layers: Int = 1, inputs: Int = 1, hidden: Int, outputs: Int = 1
  ) -> LSTMLayout {
    LSTMLayout(
      laneCount: lanes, layerCount: layers, inputCount: inputs, hiddenSize: hidden, outputCount: outputs)
  }

  /// Tiles are dealt out one after the other, to their last unit, and none is empty.
  @Test(arguments: laneCounts)
  func tilesCoverTheUnits(_ lanes: Int) {
    for layout in layouts(lanes: lanes) {
      let units = (0..<layout.tileCount).map { layout.unitCount(tile: $0) }
      #expect(units.reduce(0, +) == layout.recurrentColumnCount)
      #expect(layout.recurrentColumnCount >= layout.hiddenSize)
      #expect(units.dropLast().reduce(0, +) < layout.hiddenSize)
      #expect(units.dropLast().allSatisfy { $0 == lanes })
      // A kernel exchanges lanes by their number's bits.
      #expect(units.last!.nonzeroBitCount == 1)
      #expect(layout.layerStateCount == layout.tileCount * lanes)
    }
  }

  /// Padding is less than half a tile: what is left over takes a smaller tile where it fits.
  @Test(arguments: laneCounts)
  func paddingIsLessThanHalfATile(_ lanes: Int) {
    for layout in layouts(lanes: lanes) {
      #expect(2 * (layout.recurrentColumnCount - layout.hiddenSize) < lanes)
    }
  }

  @Test(arguments: laneCounts)
  func groupsCoverTheTiles(_ lanes: Int) {
    for layout in layouts(lanes: lanes) {
      var next = 0
      for group in 0..<layout.groupCount {
        let hasTail = layout.tail(group: group) != .none
        #expect(layout.firstTile(group: group) == next)
        next += layout.fullTileCount(group: group) + (hasTail ? 1 : 0)
        #expect(!hasTail || group == layout.groupCount - 1)
      }
      #expect(next == layout.tileCount)
      #expect(layout.tail(group: layout.groupCount - 1) == layout.tail)
    }
  }

  /// No group is larger than the registers hold; they differ by one tile at most, and so where there
  /// are several none has less than two.
  @Test(arguments: laneCounts)
  func groupsAreEven(_ lanes: Int) {
    for layout in layouts(lanes: lanes) {
      let sizes = (0..<layout.groupCount).map {
        layout.fullTileCount(group: $0) + (layout.tail(group: $0) == .none ? 0 : 1)
      }
      #expect(sizes.max()! <= LSTMLayout.groupLimit)
      #expect(sizes.max()! - sizes.min()! <= 1)
      #expect(sizes.count == 1 || sizes.min()! >= 2)
      #expect(layout.groupCount == 1 || (layout.groupCount - 1) * LSTMLayout.groupLimit < layout.tileCount)
    }
  }

  /// What the groups read is what a layer has, and a group begins where those before it end.
  @Test(arguments: laneCounts)
  func weightCountIsTheSumOfTheGroups(_ lanes: Int) {
    for layout in layouts(lanes: lanes, layers: 3, inputs: 2, outputs: 3) {
      var total = 0
      for layer in 0..<layout.layerCount {
        let columns = 1 + layout.inputColumnCount(layer: layer) + layout.recurrentColumnCount
        var count = 0
        for group in 0..<layout.groupCount {
          #expect(count == 4 * layout.firstTile(group: group) * columns * lanes)
          count += columns * layout.sumCount(group: group) * lanes
        }
        #expect(layout.weightCount(layer: layer) == count)
        total += count
      }
      #expect(layout.weightCount == total + 3 * (layout.tileCount * lanes + 1))
      #expect(layout.stateCount == 3 * 2 * layout.tileCount * lanes)
    }
  }

  /// A tail takes as many vectors of sums as its units times four gates need.
  @Test(arguments: laneCounts)
  func sumsHoldFourGates(_ lanes: Int) {
    for layout in layouts(lanes: lanes) {
      let sums = (0..<layout.groupCount).reduce(0) { $0 + layout.sumCount(group: $1) }
      #expect(sums * lanes == 4 * layout.recurrentColumnCount)
    }
  }

  /// The shapes that the kernels are tested with make every row and every group of tiles that there is.
  @Test(arguments: laneCounts, [1, 2])
  func testedShapesReachEveryPath(_ lanes: Int, _ layers: Int) {
    let shapes = ModelShape.paths.filter { $0.layers == layers }
    let reached = Set(shapes.flatMap { paths(layout(lanes, hidden: $0.hidden)) })
    let existing = Set(layouts(lanes: lanes).flatMap(paths))
    #expect(reached == existing, "missing: \(existing.subtracting(reached))")
  }

  /// The tiles of each group, and whether it is alone.
  private func paths(_ layout: LSTMLayout) -> [String] {
    (0..<layout.groupCount).map { group in
      let tiles = "\(layout.fullTileCount(group: group)) full, tail: \(layout.tail(group: group))"
      return layout.groupCount == 1 ? "alone: \(tiles)" : "grouped: \(tiles)"
    }
  }
}
