import CVector

/// From the sums of a layer's gates to c and h, with a stream in each lane.
///
/// Two vectors at a time: each is a chain of operations, and between what one's wait for the processor finds the
/// other's. It does not see far enough ahead to find those of the next turn.
enum LaneCells {
  /// - Parameters:
  ///   - sums: `[hiddenSize][4]` strips.
  ///   - cell: `hiddenSize` strips, as is `hidden`.
  @inline(__always)
  static func update<Lanes: Strip>(
    _ sums: UnsafePointer<Float>, cell: UnsafeMutablePointer<Float>, hidden: UnsafeMutablePointer<Float>,
    _ hiddenSize: Int, _ lanes: Lanes.Type
  ) {
    // Of a unit, or of two.
    let apart = Lanes.vectorCount == 2 ? vector_lanes : 4 &* vector_lanes
    let vectorCount = hiddenSize &* Lanes.vectorCount
    var (gates, index) = (sums, 0)
    for _ in 0..<vectorCount / 2 {
      let next = index &+ vector_lanes
      let (first, second) = (
        self.gates(gates, Lanes.laneCount), self.gates(gates + apart, Lanes.laneCount)
      )
      update(first, cell + index, hidden + index)
      update(second, cell + next, hidden + next)
      gates += 8 &* vector_lanes
      index = next &+ vector_lanes
    }
    if vectorCount & 1 == 1 { update(self.gates(gates, Lanes.laneCount), cell + index, hidden + index) }
  }

  @inline(__always)
  private static func gates(_ sums: UnsafePointer<Float>, _ stride: Int) -> Gates {
    Gates(
      input: vector_load(sums), forget: vector_load(sums + stride),
      candidate: vector_load(sums + 2 &* stride), output: vector_load(sums + 3 &* stride))
  }

  @inline(__always)
  private static func update(
    _ gates: Gates, _ cell: UnsafeMutablePointer<Float>, _ hidden: UnsafeMutablePointer<Float>
  ) {
    // h is a result only.
    var state = Cell(hidden: cell, cell: cell)
    state.update(gates)
    vector_store(state.hidden, hidden)
    vector_store(state.cell, cell)
  }
}
