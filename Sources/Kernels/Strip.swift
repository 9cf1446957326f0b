import CVector

/// Neighbouring frames of one channel, channels of one frame, or streams: one in each lane of one vector or several.
protocol Strip {
  static var vectorCount: Int { get }
  init(repeating value: Float)
  init(_ source: UnsafePointer<Float>)
  mutating func add(_ other: Self)
  mutating func add(_ other: Self, times factor: Vector)
  mutating func multiply(by factor: Vector)
  func store<Output: VectorOutput>(to output: Output)
  /// The first frame of `count` channels, which may be none.
  init(channelsOf planes: Planes, _ count: Int)
  func store(channelsOf planes: Planes, _ count: Int)
}

extension Strip {
  static var laneCount: Int {
    @inline(__always) get { vectorCount * vector_lanes }
  }
}

struct OneVector: Strip {
  private var vector: Vector

  static var vectorCount: Int {
    @inline(__always) get { 1 }
  }

  @inline(__always)
  init(repeating value: Float) { vector = splat(value) }

  @inline(__always)
  init(_ source: UnsafePointer<Float>) { vector = vector_load(source) }

  @inline(__always)
  mutating func add(_ other: OneVector) { vector = vector_add(vector, other.vector) }

  @inline(__always)
  mutating func add(_ other: OneVector, times factor: Vector) {
    vector = vector_fma(other.vector, factor, vector)
  }

  @inline(__always)
  mutating func multiply(by factor: Vector) { vector = vector_mul(factor, vector) }

  @inline(__always)
  func store<Output: VectorOutput>(to output: Output) { output.store(vector) }

  @inline(__always)
  init(channelsOf planes: Planes, _ count: Int) { vector = planes.loadChannels(count) }

  @inline(__always)
  func store(channelsOf planes: Planes, _ count: Int) { planes.storeChannels(vector, count) }
}

struct Twice<Half: Strip>: Strip {
  private var first: Half
  private var second: Half

  static var vectorCount: Int {
    @inline(__always) get { 2 * Half.vectorCount }
  }

  @inline(__always)
  init(repeating value: Float) {
    first = Half(repeating: value)
    second = first
  }

  @inline(__always)
  init(_ source: UnsafePointer<Float>) {
    first = Half(source)
    second = Half(source + Half.laneCount)
  }

  @inline(__always)
  mutating func add(_ other: Twice) {
    first.add(other.first)
    second.add(other.second)
  }

  @inline(__always)
  mutating func add(_ other: Twice, times factor: Vector) {
    first.add(other.first, times: factor)
    second.add(other.second, times: factor)
  }

  @inline(__always)
  mutating func multiply(by factor: Vector) {
    first.multiply(by: factor)
    second.multiply(by: factor)
  }

  @inline(__always)
  func store<Output: VectorOutput>(to output: Output) {
    first.store(to: output)
    second.store(to: output.at(Half.laneCount))
  }

  @inline(__always)
  init(channelsOf planes: Planes, _ count: Int) {
    first = Half(channelsOf: planes, count)
    second = Half(channelsOf: planes.from(Half.laneCount), count &- Half.laneCount)
  }

  @inline(__always)
  func store(channelsOf planes: Planes, _ count: Int) {
    first.store(channelsOf: planes, count)
    second.store(channelsOf: planes.from(Half.laneCount), count &- Half.laneCount)
  }
}

typealias TwoVectors = Twice<OneVector>
typealias FourVectors = Twice<TwoVectors>

/// The same frames of several channels.
protocol OutputRows {
  associatedtype Frames: Strip
  static var count: Int { get }
  /// - Parameter values: one for each row.
  init(repeating values: UnsafePointer<Float>)
  mutating func add(_ planes: UnsafePointer<Float>, stride: Int)
  /// - Parameter column: one factor for each row.
  mutating func add(_ frames: Frames, times column: UnsafePointer<Float>)
  func store<Output: RowOutput>(to output: Output)
}

/// Where a strip goes.
protocol VectorOutput {
  /// Of later frames.
  func at(_ frame: Int) -> Self
  func store(_ vector: Vector)
}

/// Where sums go.
protocol RowOutput: VectorOutput {
  /// Of the next channels.
  func from(_ channel: Int) -> Self
}

struct OneRow<Frames: Strip>: OutputRows {
  private var row: Frames

  static var count: Int {
    @inline(__always) get { 1 }
  }

  @inline(__always)
  init(repeating values: UnsafePointer<Float>) { row = Frames(repeating: values[0]) }

  @inline(__always)
  mutating func add(_ planes: UnsafePointer<Float>, stride: Int) { row.add(Frames(planes)) }

  @inline(__always)
  mutating func add(_ frames: Frames, times column: UnsafePointer<Float>) {
    row.add(frames, times: splat(column[0]))
  }

  @inline(__always)
  func store<Output: RowOutput>(to output: Output) { row.store(to: output) }
}

struct Above<First: OutputRows, Rest: OutputRows>: OutputRows where First.Frames == Rest.Frames {
  typealias Frames = First.Frames

  private var first: First
  private var rest: Rest

  static var count: Int {
    @inline(__always) get { First.count + Rest.count }
  }

  @inline(__always)
  init(repeating values: UnsafePointer<Float>) {
    first = First(repeating: values)
    rest = Rest(repeating: values + First.count)
  }

  @inline(__always)
  mutating func add(_ planes: UnsafePointer<Float>, stride: Int) {
    first.add(planes, stride: stride)
    rest.add(planes + First.count * stride, stride: stride)
  }

  @inline(__always)
  mutating func add(_ frames: Frames, times column: UnsafePointer<Float>) {
    first.add(frames, times: column)
    rest.add(frames, times: column + First.count)
  }

  @inline(__always)
  func store<Output: RowOutput>(to output: Output) {
    first.store(to: output)
    rest.store(to: output.from(First.count))
  }
}

typealias TwoRows<Frames: Strip> = Above<OneRow<Frames>, OneRow<Frames>>
typealias ThreeRows<Frames: Strip> = Above<TwoRows<Frames>, OneRow<Frames>>
typealias FourRows<Frames: Strip> = Above<TwoRows<Frames>, TwoRows<Frames>>
