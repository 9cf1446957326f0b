import CVector
import KernelInterface

/// A vector of complex numbers.
struct Complex {
  var real: Vector
  var imaginary: Vector

  @inline(__always)
  init(real: Vector, imaginary: Vector) {
    self.real = real
    self.imaginary = imaginary
  }

  /// - Parameter distance: from the real parts to the imaginary ones, in floats.
  @inline(__always)
  init(_ source: UnsafePointer<Float>, distance: Int) {
    real = vector_load(source)
    imaginary = vector_load(source + distance)
  }

  /// One number in all lanes.
  @inline(__always)
  init(repeating source: UnsafePointer<Float>, distance: Int) {
    real = splat(source[0])
    imaginary = splat(source[distance])
  }

  static var zero: Complex {
    @inline(__always) get { Complex(real: splat(0), imaginary: splat(0)) }
  }

  @inline(__always)
  func store(_ target: UnsafeMutablePointer<Float>, distance: Int) {
    vector_store(real, target)
    vector_store(imaginary, target + distance)
  }

  /// self += a·b.
  @inline(__always)
  mutating func add(_ a: Complex, times b: Complex) {
    real = vector_fma(a.real, b.real, real)
    imaginary = vector_fma(a.real, b.imaginary, imaginary)
    real = vector_fnma(a.imaginary, b.imaginary, real)
    imaginary = vector_fma(a.imaginary, b.real, imaginary)
  }

  /// self += a·b of a real a.
  @inline(__always)
  mutating func add(_ a: Vector, times b: Complex) {
    real = vector_fma(a, b.real, real)
    imaginary = vector_fma(a, b.imaginary, imaginary)
  }

  /// self += the product of the real parts, and that of the imaginary ones. Their sum is the real part
  /// of a·conjugate(b).
  @inline(__always)
  mutating func addParts(_ a: Complex, times b: Complex) {
    real = vector_fma(a.real, b.real, real)
    imaginary = vector_fma(a.imaginary, b.imaginary, imaginary)
  }

  @inline(__always)
  func storeSumOfParts(_ target: UnsafeMutablePointer<Float>) {
    vector_store(vector_add(real, imaginary), target)
  }

  @inline(__always)
  func times(_ other: Complex) -> Complex {
    Complex(
      real: vector_fnma(imaginary, other.imaginary, vector_mul(real, other.real)),
      imaginary: vector_fma(imaginary, other.real, vector_mul(real, other.imaginary)))
  }

  @inline(__always)
  func timesConjugate(_ other: Complex) -> Complex {
    Complex(
      real: vector_fma(imaginary, other.imaginary, vector_mul(real, other.real)),
      imaginary: vector_fnma(real, other.imaginary, vector_mul(imaginary, other.real)))
  }
}

/// Four vectors of complex numbers: as many sums at a time as keep the multipliers busy.
struct FourComplex {
  var first = Complex.zero
  var second = Complex.zero
  var third = Complex.zero
  var fourth = Complex.zero

  @inline(__always)
  init() {}

  /// - Parameter stride: from one vector to the next, in floats.
  @inline(__always)
  init(_ source: UnsafePointer<Float>, stride: Int, distance: Int) {
    first = Complex(source, distance: distance)
    second = Complex(source + stride, distance: distance)
    third = Complex(source + 2 * stride, distance: distance)
    fourth = Complex(source + 3 * stride, distance: distance)
  }

  /// Four numbers, each in all lanes.
  @inline(__always)
  init(repeating source: UnsafePointer<Float>, stride: Int, distance: Int) {
    first = Complex(repeating: source, distance: distance)
    second = Complex(repeating: source + stride, distance: distance)
    third = Complex(repeating: source + 2 * stride, distance: distance)
    fourth = Complex(repeating: source + 3 * stride, distance: distance)
  }

  @inline(__always)
  func store(_ target: UnsafeMutablePointer<Float>, stride: Int, distance: Int) {
    first.store(target, distance: distance)
    second.store(target + stride, distance: distance)
    third.store(target + 2 * stride, distance: distance)
    fourth.store(target + 3 * stride, distance: distance)
  }

  @inline(__always)
  mutating func add(_ a: FourComplex, times b: FourComplex) {
    first.add(a.first, times: b.first)
    second.add(a.second, times: b.second)
    third.add(a.third, times: b.third)
    fourth.add(a.fourth, times: b.fourth)
  }

  @inline(__always)
  mutating func add(_ a: FourComplex, times b: Complex) {
    first.add(a.first, times: b)
    second.add(a.second, times: b)
    third.add(a.third, times: b)
    fourth.add(a.fourth, times: b)
  }

  @inline(__always)
  mutating func add(_ a: Vector, times b: FourComplex) {
    first.add(a, times: b.first)
    second.add(a, times: b.second)
    third.add(a, times: b.third)
    fourth.add(a, times: b.fourth)
  }

  @inline(__always)
  mutating func addParts(_ a: Complex, times b: FourComplex) {
    first.addParts(a, times: b.first)
    second.addParts(a, times: b.second)
    third.addParts(a, times: b.third)
    fourth.addParts(a, times: b.fourth)
  }

  @inline(__always)
  func storeSumsOfParts(_ target: UnsafeMutablePointer<Float>, stride: Int) {
    first.storeSumOfParts(target)
    second.storeSumOfParts(target + stride)
    third.storeSumOfParts(target + 2 * stride)
    fourth.storeSumOfParts(target + 3 * stride)
  }

  @inline(__always)
  func times(_ other: FourComplex) -> FourComplex {
    var product = FourComplex()
    product.first = first.times(other.first)
    product.second = second.times(other.second)
    product.third = third.times(other.third)
    product.fourth = fourth.times(other.fourth)
    return product
  }
}
