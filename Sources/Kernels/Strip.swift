import CVector

/// Neighbouring frames of one channel, in one vector or several.
protocol Strip {
  static var vectorCount: Int { get }
  init(repeating value: Float)
  init(_ source: UnsafePointer<Float>)
  mutating func add(_ other: Self)
  mutating func add(_ other: Self, times factor: Vector)
  func store(to target: UnsafeMutablePointer<Float>)
}

extension Strip {
  static var frameCount: Int {
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
  func store(to target: UnsafeMutablePointer<Float>) { vector_store(vector, target) }
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
    second = Half(source + Half.frameCount)
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
  func store(to target: UnsafeMutablePointer<Float>) {
    first.store(to: target)
    second.store(to: target + Half.frameCount)
  }
}

/// The same frames of several channels.
protocol OutputRows {
  associatedtype Frames: Strip
  static var count: Int { get }
  /// - Parameter values: one for each row.
  init(repeating values: UnsafePointer<Float>)
  mutating func add(_ planes: UnsafePointer<Float>, stride: Int)
  /// - Parameter column: one factor for each row.
  mutating func add(_ frames: Frames, times column: UnsafePointer<Float>)
  func store(to planes: UnsafeMutablePointer<Float>, stride: Int)
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
  func store(to planes: UnsafeMutablePointer<Float>, stride: Int) { row.store(to: planes) }
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
  func store(to planes: UnsafeMutablePointer<Float>, stride: Int) {
    first.store(to: planes, stride: stride)
    rest.store(to: planes + First.count * stride, stride: stride)
  }
}

typealias TwoRows<Frames: Strip> = Above<OneRow<Frames>, OneRow<Frames>>
typealias ThreeRows<Frames: Strip> = Above<TwoRows<Frames>, OneRow<Frames>>
typealias FourRows<Frames: Strip> = Above<TwoRows<Frames>, TwoRows<Frames>>
