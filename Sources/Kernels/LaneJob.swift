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
    switch unit.pointee.meeting {
    case .one:
      each(&cursor, &first, &second) { $0.add(LaneMet($1, &$2, isOne: true), times: $2.column()) }
    case .two:
      each(&cursor, &first, &second) { $0.add(LaneMet($1, &$2, isOne: false), times: $2.column()) }
    case .four: each(&cursor, &first, &second) { $0.addEach($1, &$2) }
    }
    if unit.pointee.hasTwoChains { first.add(second) }
    first.store(target)
    cursor.skip(units: 1)
  }

  @inline(__always)
  private func sample(_ channel: Int) -> Lanes { Lanes(input + channel &* Lanes.laneCount) }

  private typealias Add = (inout LaneSums<Lanes>, UnsafePointer<Float>, inout LaneCursor) -> Void

  /// The columns of h.
  @inline(__always)
  private func each(
    _ cursor: inout LaneCursor, _ first: inout LaneSums<Lanes>, _ second: inout LaneSums<Lanes>, _ add: Add
  ) {
    let unit = cursor.unit
    Self.each(unit.pointee.below, below, &cursor, &first, &second, add)
    Self.each(unit.pointee.own, own, &cursor, &first, &second, add)
  }

  @inline(__always)
  private static func each(
    _ columns: LSTMLaneUnit.Columns, _ hidden: UnsafePointer<Float>, _ cursor: inout LaneCursor,
    _ first: inout LaneSums<Lanes>, _ second: inout LaneSums<Lanes>, _ add: Add
  ) {
    let pairCount = min(columns.first, columns.second)
    for _ in 0..<pairCount {
      add(&first, hidden, &cursor)
      add(&second, hidden, &cursor)
    }
    for _ in pairCount..<columns.first { add(&first, hidden, &cursor) }
    for _ in pairCount..<columns.second { add(&second, hidden, &cursor) }
  }

  // MARK: Two units

  /// Two at a time, so that each h that is loaded serves both, and that there is more to do at a time.
  @inline(__always)
  func addPair(_ cursor: inout LaneCursor, to target: UnsafeMutablePointer<Float>) {
    // The sums of two units in two chains of one vector fill the registers.
    if Lanes.vectorCount == 1 && cursor.unit.pointee.hasTwoChains {
      addPair(&cursor, to: target, inTwoChains: true)
    } else {
      addPair(&cursor, to: target, inTwoChains: false)
    }
    cursor.skip(units: 2)
  }

  @inline(__always)
  private func addPair(
    _ cursor: inout LaneCursor, to target: UnsafeMutablePointer<Float>, inTwoChains: Bool
  ) {
    var pair = LanePair<Lanes>(&cursor)
    for channel in 0..<inputCount { pair.add(sample(channel), &cursor) }
    let unit = cursor.unit
    if case .one = unit.pointee.meeting {
      pair.add(unit.pointee.below, below, &cursor, inTwoChains: inTwoChains, isOne: true)
      pair.add(unit.pointee.own, own, &cursor, inTwoChains: inTwoChains, isOne: true)
    } else {
      pair.add(unit.pointee.below, below, &cursor, inTwoChains: inTwoChains, isOne: false)
      pair.add(unit.pointee.own, own, &cursor, inTwoChains: inTwoChains, isOne: false)
    }
    pair.store(target, inTwoChains: inTwoChains)
  }
}

/// The sums of two units.
private struct LanePair<Lanes: Strip> {
  private var first: LaneSums<Lanes>
  private var second: LaneSums<Lanes>
  /// Of the second chains.
  private var firstMore = LaneSums<Lanes>()
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

  /// Two columns at a time: what the first unit meets in the one, the second meets in the other.
  @inline(__always)
  mutating func add(
    _ columns: LSTMLaneUnit.Columns, _ hidden: UnsafePointer<Float>, _ cursor: inout LaneCursor,
    inTwoChains: Bool, isOne: Bool
  ) {
    for _ in 0..<(inTwoChains ? columns.first : columns.first / 2) {
      let one = LaneMet<Lanes>(hidden, &cursor, isOne: isOne)
      let other = LaneMet<Lanes>(hidden, &cursor, isOne: isOne)
      first.add(one, times: cursor.column())
      if inTwoChains {
        firstMore.add(other, times: cursor.column())
        second.add(other, times: cursor.column())
        secondMore.add(one, times: cursor.column())
      } else {
        second.add(other, times: cursor.column())
        first.add(other, times: cursor.column())
        second.add(one, times: cursor.column())
      }
    }
  }

  @inline(__always)
  mutating func store(_ target: UnsafeMutablePointer<Float>, inTwoChains: Bool) {
    if inTwoChains {
      first.add(firstMore)
      second.add(secondMore)
    }
    first.store(target)
    second.store(target + 4 &* Lanes.laneCount)
  }
}
