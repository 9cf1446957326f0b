import CVector
import KernelInterface

/// The head's sum, as `vector_sum` takes it of products in the lanes of one stream: lane by lane of the tiles, then by
/// halves.
struct LaneHead<Lanes: Strip> {
  private let layout: LSTMLayout
  private let weights: UnsafePointer<Float>
  private let hidden: UnsafePointer<Float>

  @inline(__always)
  init(_ layout: LSTMLayout, _ weights: UnsafePointer<Float>, _ hidden: UnsafePointer<Float>) {
    self.layout = layout
    self.weights = weights
    self.hidden = hidden
  }

  @inline(__always)
  func sum() -> Lanes {
    Self.add(Self.add(quarter(0), quarter(2)), Self.add(quarter(1), quarter(3)))
  }

  @inline(__always)
  private static func add(_ a: Lanes, _ b: Lanes) -> Lanes {
    var sum = a
    sum.add(b)
    return sum
  }

  /// Of the tiles.
  private var laneCount: Int {
    @inline(__always) get { vector_lanes }
  }

  /// Of every fourth lane.
  @inline(__always)
  private func quarter(_ lane: Int) -> Lanes {
    switch laneCount {
    case 4: tiles(lane)
    case 8: Self.add(tiles(lane), tiles(lane &+ 4))
    default:
      Self.add(
        Self.add(tiles(lane), tiles(lane &+ 8)), Self.add(tiles(lane &+ 4), tiles(lane &+ 12)))
    }
  }

  /// Of a lane of all tiles: the first is added last.
  @inline(__always)
  private func tiles(_ lane: Int) -> Lanes {
    var tile = layout.tileCount &- 1
    var sum = product(tile, lane)
    while tile > 0 {
      tile &-= 1
      sum = Self.add(product(tile, lane), sum)
    }
    return sum
  }

  /// Lanes that are a unit's copy, or none, have no weight.
  @inline(__always)
  private func product(_ tile: Int, _ lane: Int) -> Lanes {
    let isFull = tile < layout.fullTileCount
    let unitCount = isFull ? vector_lanes : vector_lanes / 4 &* layout.tail.sumCount
    let unit = tile &* vector_lanes &+ (lane & (unitCount &- 1))
    if unit >= layout.hiddenSize { return Lanes(repeating: 0) }
    var product = Lanes(hidden + unit &* Lanes.laneCount)
    product.multiply(by: splat(weights[tile &* vector_lanes &+ lane]))
    return product
  }
}
