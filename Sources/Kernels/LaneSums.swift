import CVector
import KernelInterface

/// How far the units of a frame have come.
struct LaneCursor {
  private(set) var unit: UnsafePointer<LSTMLaneUnit>
  private var weights: UnsafePointer<Float>
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

  /// The weights of the next column.
  @inline(__always)
  mutating func column() -> UnsafePointer<Float> {
    defer { weights += 4 }
    return weights
  }

  @inline(__always)
  mutating func skip(units: Int) { unit += units }
}

/// The h that a column meets in the gates i and g, and in f and o.
struct LaneMet<Lanes: Strip> {
  let even: Lanes
  let odd: Lanes

  /// - Parameter isOne: whether they are the same.
  @inline(__always)
  init(_ hidden: UnsafePointer<Float>, _ cursor: inout LaneCursor, isOne: Bool) {
    even = Lanes(hidden + cursor.offset())
    odd = isOne ? even : Lanes(hidden + cursor.offset())
  }
}

/// The sums of a unit's gates.
struct LaneSums<Lanes: Strip> {
  private var input: Lanes
  private var forget: Lanes
  private var candidate: Lanes
  private var output: Lanes

  @inline(__always)
  init() {
    input = Lanes(repeating: 0)
    forget = input
    candidate = input
    output = input
  }

  @inline(__always)
  init(_ biases: UnsafePointer<Float>) {
    input = Lanes(repeating: biases[0])
    forget = Lanes(repeating: biases[1])
    candidate = Lanes(repeating: biases[2])
    output = Lanes(repeating: biases[3])
  }

  @inline(__always)
  mutating func add(_ value: Lanes, times weights: UnsafePointer<Float>) {
    input.add(value, times: splat(weights[0]))
    forget.add(value, times: splat(weights[1]))
    candidate.add(value, times: splat(weights[2]))
    output.add(value, times: splat(weights[3]))
  }

  @inline(__always)
  mutating func add(_ met: LaneMet<Lanes>, times weights: UnsafePointer<Float>) {
    input.add(met.even, times: splat(weights[0]))
    forget.add(met.odd, times: splat(weights[1]))
    candidate.add(met.even, times: splat(weights[2]))
    output.add(met.odd, times: splat(weights[3]))
  }

  /// A column that meets another h in each gate.
  @inline(__always)
  mutating func addEach(_ hidden: UnsafePointer<Float>, _ cursor: inout LaneCursor) {
    let weights = cursor.column()
    input.add(Lanes(hidden + cursor.offset()), times: splat(weights[0]))
    forget.add(Lanes(hidden + cursor.offset()), times: splat(weights[1]))
    candidate.add(Lanes(hidden + cursor.offset()), times: splat(weights[2]))
    output.add(Lanes(hidden + cursor.offset()), times: splat(weights[3]))
  }

  /// Gate by gate.
  @inline(__always)
  func store(_ target: UnsafeMutablePointer<Float>) {
    input.store(to: LaneOutput(target: target))
    forget.store(to: LaneOutput(target: target + Lanes.laneCount))
    candidate.store(to: LaneOutput(target: target + 2 &* Lanes.laneCount))
    output.store(to: LaneOutput(target: target + 3 &* Lanes.laneCount))
  }

  @inline(__always)
  mutating func add(_ other: LaneSums) {
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
