import CVector
import KernelInterface

// Thread: audio.

/// Advances all streams by one block.
///
/// - Precondition: the plan's width is one vector, or with 16 lanes one or two; its layout has one group.
@_noLocks @_noAllocation
public func process(_ block: LSTMLanesBlock) {
  if vector_lanes == 16 && block.plan.pointee.width == 32 {
    LSTMLanes<TwoVectors>.process(block)
  } else {
    LSTMLanes<OneVector>.process(block)
  }
}

/// A unit after the other, with a stream in each lane.
private enum LSTMLanes<Lanes: Strip> {
  @inline(never)
  static func process(_ block: LSTMLanesBlock) {
    let plan = block.plan
    let (hiddenSize, layerCount) = (plan.pointee.layout.hiddenSize, plan.pointee.layout.layerCount)
    let layerFloats = hiddenSize &* Lanes.frameCount
    for frame in 0..<block.frameCount {
      var cursor = LaneCursor(plan)
      for layer in 0..<layerCount {
        let hidden = plan.pointee.state + 2 &* layer &* layerFloats
        for unit in 0..<hiddenSize {
          var sums = LaneSums<Lanes>(cursor.weights)
          cursor.weights += 4
          if layer == 0 { addInput(block, frame, &cursor, to: &sums) }
          addColumns(&cursor, below: hidden - 2 &* layerFloats, own: hidden, to: &sums)
          sums.store(plan.pointee.workspace + 4 &* unit &* Lanes.frameCount)
        }
        update(plan.pointee.workspace, cell: hidden + layerFloats, hidden: hidden, hiddenSize)
      }
      applyHead(block, frame, plan.pointee.state + 2 &* (layerCount &- 1) &* layerFloats)
    }
  }

  @inline(__always)
  private static func addInput(
    _ block: LSTMLanesBlock, _ frame: Int, _ cursor: inout LaneCursor, to sums: inout LaneSums<Lanes>
  ) {
    let count = block.plan.pointee.layout.inputCount
    for channel in 0..<count {
      sums.add(Lanes(block.input + (frame &* count &+ channel) &* Lanes.frameCount), times: cursor.weights)
      cursor.weights += 4
    }
  }

  /// W h of the layer below and of the unit's own.
  @inline(__always)
  private static func addColumns(
    _ cursor: inout LaneCursor, below: UnsafePointer<Float>, own: UnsafePointer<Float>,
    to sums: inout LaneSums<Lanes>
  ) {
    let unit = cursor.unit
    var second = LaneSums<Lanes>()
    if unit.pointee.isShared {
      addShared(unit.pointee.below, &cursor, below, &sums, &second)
      addShared(unit.pointee.own, &cursor, own, &sums, &second)
    } else {
      addEach(unit.pointee.below, &cursor, below, &sums, &second)
      addEach(unit.pointee.own, &cursor, own, &sums, &second)
    }
    if unit.pointee.hasTwoChains { sums.add(second) }
    cursor.unit += 1
  }

  @inline(__always)
  private static func addShared(
    _ columns: LSTMLaneUnit.Columns, _ cursor: inout LaneCursor, _ hidden: UnsafePointer<Float>,
    _ first: inout LaneSums<Lanes>, _ second: inout LaneSums<Lanes>
  ) {
    let pairCount = min(columns.first, columns.second)
    for _ in 0..<pairCount {
      first.add(Lanes(hidden + cursor.offset()), times: cursor.weights)
      second.add(Lanes(hidden + cursor.offset()), times: cursor.weights + 4)
      cursor.weights += 8
    }
    for _ in pairCount..<columns.first {
      first.add(Lanes(hidden + cursor.offset()), times: cursor.weights)
      cursor.weights += 4
    }
    for _ in pairCount..<columns.second {
      second.add(Lanes(hidden + cursor.offset()), times: cursor.weights)
      cursor.weights += 4
    }
  }

  @inline(__always)
  private static func addEach(
    _ columns: LSTMLaneUnit.Columns, _ cursor: inout LaneCursor, _ hidden: UnsafePointer<Float>,
    _ first: inout LaneSums<Lanes>, _ second: inout LaneSums<Lanes>
  ) {
    let pairCount = min(columns.first, columns.second)
    for _ in 0..<pairCount {
      first.addEach(hidden, &cursor)
      second.addEach(hidden, &cursor)
    }
    for _ in pairCount..<columns.first { first.addEach(hidden, &cursor) }
    for _ in pairCount..<columns.second { second.addEach(hidden, &cursor) }
  }

  /// From the sums to c and h.
  @inline(__always)
  private static func update(
    _ sums: UnsafePointer<Float>, cell: UnsafeMutablePointer<Float>, hidden: UnsafeMutablePointer<Float>,
    _ hiddenSize: Int
  ) {
    for unit in 0..<hiddenSize {
      var lane = 0
      while lane < Lanes.frameCount {
        let gates = sums + 4 &* unit &* Lanes.frameCount + lane
        let index = unit &* Lanes.frameCount &+ lane
        // h is a result only.
        var state = Cell(hidden: cell + index, cell: cell + index)
        state.update(
          Gates(
            input: vector_load(gates), forget: vector_load(gates + Lanes.frameCount),
            candidate: vector_load(gates + 2 &* Lanes.frameCount),
            output: vector_load(gates + 3 &* Lanes.frameCount)))
        vector_store(state.hidden, hidden + index)
        vector_store(state.cell, cell + index)
        lane &+= vector_lanes
      }
    }
  }

  @inline(__always)
  private static func applyHead(_ block: LSTMLanesBlock, _ frame: Int, _ hidden: UnsafePointer<Float>) {
    let layout = block.plan.pointee.layout
    let row = layout.layerStateCount
    let bias = block.plan.pointee.head + layout.outputCount &* row
    for channel in 0..<layout.outputCount {
      let output = block.output + (frame &* layout.outputCount &+ channel) &* Lanes.frameCount
      var lane = 0
      while lane < Lanes.frameCount {
        let head = LaneHead(layout, block.plan.pointee.head + channel &* row, hidden + lane, Lanes.frameCount)
        let sum = vector_add(head.sum(), splat(bias[channel]))
        // A sum that overflows is silence.
        let finite = vector_where_less(vector_magnitude(sum), splat(.infinity), sum, splat(0))
        vector_store(finite, output + lane)
        lane &+= vector_lanes
      }
    }
  }
}

/// How far the units of a frame have come.
private struct LaneCursor {
  var unit: UnsafePointer<LSTMLaneUnit>
  var weights: UnsafePointer<Float>
  private var offsets: UnsafePointer<Int32>

  @inline(__always)
  init(_ plan: UnsafePointer<LSTMLanesPlan>) {
    unit = plan.pointee.units
    weights = plan.pointee.weights
    offsets = plan.pointee.offsets
  }

  /// The next h.
  @inline(__always)
  mutating func offset() -> Int {
    defer { offsets += 1 }
    return Int(offsets[0])
  }
}

/// The sums of a unit's gates.
struct LaneSums<Lanes: Strip> {
  fileprivate var input: Lanes
  fileprivate var forget: Lanes
  fileprivate var candidate: Lanes
  fileprivate var output: Lanes

  @inline(__always)
  fileprivate init() {
    input = Lanes(repeating: 0)
    forget = input
    candidate = input
    output = input
  }

  @inline(__always)
  fileprivate init(_ biases: UnsafePointer<Float>) {
    input = Lanes(repeating: biases[0])
    forget = Lanes(repeating: biases[1])
    candidate = Lanes(repeating: biases[2])
    output = Lanes(repeating: biases[3])
  }

  @inline(__always)
  fileprivate mutating func add(_ value: Lanes, times weights: UnsafePointer<Float>) {
    input.add(value, times: splat(weights[0]))
    forget.add(value, times: splat(weights[1]))
    candidate.add(value, times: splat(weights[2]))
    output.add(value, times: splat(weights[3]))
  }

  /// A column that meets another h in each gate.
  @inline(__always)
  fileprivate mutating func addEach(_ hidden: UnsafePointer<Float>, _ cursor: inout LaneCursor) {
    input.add(Lanes(hidden + cursor.offset()), times: splat(cursor.weights[0]))
    forget.add(Lanes(hidden + cursor.offset()), times: splat(cursor.weights[1]))
    candidate.add(Lanes(hidden + cursor.offset()), times: splat(cursor.weights[2]))
    output.add(Lanes(hidden + cursor.offset()), times: splat(cursor.weights[3]))
    cursor.weights += 4
  }

  /// Gate by gate.
  @inline(__always)
  fileprivate func store(_ target: UnsafeMutablePointer<Float>) {
    input.store(to: LaneOutput(target: target))
    forget.store(to: LaneOutput(target: target + Lanes.frameCount))
    candidate.store(to: LaneOutput(target: target + 2 &* Lanes.frameCount))
    output.store(to: LaneOutput(target: target + 3 &* Lanes.frameCount))
  }

  @inline(__always)
  fileprivate mutating func add(_ other: LaneSums) {
    input.add(other.input)
    forget.add(other.forget)
    candidate.add(other.candidate)
    output.add(other.output)
  }
}

private struct LaneOutput: VectorOutput {
  let target: UnsafeMutablePointer<Float>

  @inline(__always)
  func at(_ lane: Int) -> LaneOutput { LaneOutput(target: target + lane) }

  @inline(__always)
  func store(_ vector: Vector) { vector_store(vector, target) }
}

/// The head's sum, as `vector_sum` takes it of products in the lanes of one stream: lane by lane of the tiles, then by
/// halves.
private struct LaneHead {
  private let layout: LSTMLayout
  private let weights: UnsafePointer<Float>
  private let hidden: UnsafePointer<Float>
  private let width: Int

  @inline(__always)
  init(_ layout: LSTMLayout, _ weights: UnsafePointer<Float>, _ hidden: UnsafePointer<Float>, _ width: Int) {
    self.layout = layout
    self.weights = weights
    self.hidden = hidden
    self.width = width
  }

  @inline(__always)
  func sum() -> Vector {
    vector_add(vector_add(quarter(0), quarter(2)), vector_add(quarter(1), quarter(3)))
  }

  private var laneCount: Int {
    @inline(__always) get { vector_lanes }
  }

  /// Of every fourth lane.
  @inline(__always)
  private func quarter(_ lane: Int) -> Vector {
    switch laneCount {
    case 4: tiles(lane)
    case 8: vector_add(tiles(lane), tiles(lane &+ 4))
    default:
      vector_add(
        vector_add(tiles(lane), tiles(lane &+ 8)), vector_add(tiles(lane &+ 4), tiles(lane &+ 12)))
    }
  }

  /// Of a lane of all tiles: the first is added last.
  @inline(__always)
  private func tiles(_ lane: Int) -> Vector {
    var tile = layout.tileCount &- 1
    var sum = product(tile, lane)
    while tile > 0 {
      tile &-= 1
      sum = vector_add(product(tile, lane), sum)
    }
    return sum
  }

  /// Lanes that are a unit's copy, or none, have no weight.
  @inline(__always)
  private func product(_ tile: Int, _ lane: Int) -> Vector {
    let isFull = tile < layout.fullTileCount
    let unitCount = isFull ? vector_lanes : vector_lanes / 4 &* layout.tail.sumCount
    let unit = tile &* vector_lanes &+ (lane & (unitCount &- 1))
    if unit >= layout.hiddenSize { return splat(0) }
    return vector_mul(
      splat(weights[tile &* vector_lanes &+ lane]), vector_load(hidden + unit &* width))
  }
}
