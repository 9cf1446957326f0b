import CVector
import KernelInterface

/// What the sums of a layer are made of.
struct LaneJob<Lanes: Strip> {
  /// The frame's, `[inputCount][laneCount]`.
  let input: UnsafePointer<Float>
  /// None above the first layer.
  let inputCount: Int
  /// h of the layer below and of the layer itself.
  let below: UnsafePointer<Float>
  let own: UnsafePointer<Float>

  // MARK: A unit

  @inline(__always)
  func addUnit(_ cursor: inout LaneCursor, to target: UnsafeMutablePointer<Float>) {
    var first = LaneSums<Lanes>(cursor.column())
    for channel in 0..<inputCount { first.add(sample(channel), times: cursor.column()) }
    let unit = cursor.unit
    var second = LaneSums<Lanes>()
    if unit.pointee.isShared {
      Self.add(unit.pointee.below, below, &cursor, &first, &second, isShared: true)
      Self.add(unit.pointee.own, own, &cursor, &first, &second, isShared: true)
    } else {
      Self.add(unit.pointee.below, below, &cursor, &first, &second, isShared: false)
      Self.add(unit.pointee.own, own, &cursor, &first, &second, isShared: false)
    }
    if unit.pointee.hasTwoChains { first.add(second) }
    first.store(target)
    cursor.skip(units: 1)
  }

  @inline(__always)
  private func sample(_ channel: Int) -> Lanes { Lanes(input + channel &* Lanes.laneCount) }

  /// - Parameter isShared: a literal, so that each has a loop of its own.
  @inline(__always)
  private static func add(
    _ columns: LSTMLaneUnit.Columns, _ hidden: UnsafePointer<Float>, _ cursor: inout LaneCursor,
    _ first: inout LaneSums<Lanes>, _ second: inout LaneSums<Lanes>, isShared: Bool
  ) {
    let pairCount = min(columns.first, columns.second)
    for _ in 0..<pairCount {
      first.addColumn(hidden, &cursor, isShared: isShared)
      second.addColumn(hidden, &cursor, isShared: isShared)
    }
    for _ in pairCount..<columns.first { first.addColumn(hidden, &cursor, isShared: isShared) }
    for _ in pairCount..<columns.second { second.addColumn(hidden, &cursor, isShared: isShared) }
  }

  // MARK: Two units

  /// Two at a time, so that each h that is loaded serves both.
  @inline(__always)
  func addPair(_ cursor: inout LaneCursor, to target: UnsafeMutablePointer<Float>) {
    var pair = LanePair<Lanes>(&cursor)
    for channel in 0..<inputCount { pair.add(sample(channel), &cursor) }
    for _ in 0..<cursor.unit.pointee.below.first { pair.addColumns(below, &cursor) }
    for _ in 0..<cursor.unit.pointee.own.first { pair.addColumns(own, &cursor) }
    pair.store(target)
    cursor.skip(units: 2)
  }
}

/// The sums of two units in two chains each.
private struct LanePair<Lanes: Strip> {
  private var first: LaneSums<Lanes>
  private var firstMore = LaneSums<Lanes>()
  private var second: LaneSums<Lanes>
  private var secondMore = LaneSums<Lanes>()

  @inline(__always)
  init(_ cursor: inout LaneCursor) {
    first = LaneSums(cursor.column())
    second = LaneSums(cursor.column())
  }

  @inline(__always)
  mutating func add(_ sample: Lanes, _ cursor: inout LaneCursor) {
    first.add(sample, times: cursor.column())
    second.add(sample, times: cursor.column())
  }

  /// A column of each chain: the second unit meets the same two h the other way round.
  @inline(__always)
  mutating func addColumns(_ hidden: UnsafePointer<Float>, _ cursor: inout LaneCursor) {
    let even = Lanes(hidden + cursor.offset())
    let odd = Lanes(hidden + cursor.offset())
    first.add(even, times: cursor.column())
    firstMore.add(odd, times: cursor.column())
    second.add(odd, times: cursor.column())
    secondMore.add(even, times: cursor.column())
  }

  @inline(__always)
  mutating func store(_ target: UnsafeMutablePointer<Float>) {
    first.add(firstMore)
    second.add(secondMore)
    first.store(target)
    second.store(target + 4 &* Lanes.laneCount)
  }
}
