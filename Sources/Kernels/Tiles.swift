import CVector

/// The sums of a tile, and a vector to multiply with, by address.
@inline(__always)
private func withAddresses<Tile>(
  _ sums: inout Tile, _ factor: Vector, _ body: (UnsafeMutablePointer<Float>, UnsafePointer<Float>) -> Void
) {
  withUnsafeMutableBytes(of: &sums) { sums in
    withUnsafeBytes(of: factor) { factor in
      guard let sums = sums.baseAddress, let factor = factor.baseAddress else { return }
      body(sums.assumingMemoryBound(to: Float.self), factor.assumingMemoryBound(to: Float.self))
    }
  }
}

/// As many units as lanes, a vector for each gate.
struct FullTile: Tile {
  typealias Cells = Cell
  typealias Powers = Gates

  private var input: Vector
  private var forget: Vector
  private var candidate: Vector
  private var output: Vector

  static var sumCount: Int {
    @inline(__always) get { 4 }
  }
  static var unitCount: Int {
    @inline(__always) get { vector_lanes }
  }

  @inline(__always)
  private init(repeating value: Vector) { (input, forget, candidate, output) = (value, value, value, value) }

  static var zero: FullTile {
    @inline(__always) get { FullTile(repeating: splat(0)) }
  }

  @inline(__always)
  init(_ source: UnsafePointer<Float>) {
    input = vector_load(source)
    forget = vector_load(source + vector_lanes)
    candidate = vector_load(source + 2 * vector_lanes)
    output = vector_load(source + 3 * vector_lanes)
  }

  @inline(__always)
  mutating func add(_ column: UnsafePointer<Float>, times factor: Vector) {
    withAddresses(&self, factor) { sums, factor in vector_accumulate4(sums, column, factor) }
  }

  @inline(__always)
  mutating func pin() {
    input = vector_pin(input)
    forget = vector_pin(forget)
    candidate = vector_pin(candidate)
    output = vector_pin(output)
  }

  @inline(__always)
  mutating func add(_ other: FullTile) {
    input = vector_add(input, other.input)
    forget = vector_add(forget, other.forget)
    candidate = vector_add(candidate, other.candidate)
    output = vector_add(output, other.output)
  }

  @inline(__always)
  func powers() -> Gates {
    Gates(input: input, forget: forget, candidate: candidate, output: output)
  }
}

/// Half as many units as lanes: input and forget gate share a vector, candidate and output another.
struct HalfTile: Tile {
  typealias Cells = Cell
  typealias Powers = Gates

  private var inputForget: Vector
  private var candidateOutput: Vector

  static var sumCount: Int {
    @inline(__always) get { 2 }
  }
  static var unitCount: Int {
    @inline(__always) get { vector_lanes / 2 }
  }

  @inline(__always)
  private init(repeating value: Vector) { (inputForget, candidateOutput) = (value, value) }

  static var zero: HalfTile {
    @inline(__always) get { HalfTile(repeating: splat(0)) }
  }

  @inline(__always)
  init(_ source: UnsafePointer<Float>) {
    inputForget = vector_load(source)
    candidateOutput = vector_load(source + vector_lanes)
  }

  @inline(__always)
  mutating func add(_ column: UnsafePointer<Float>, times factor: Vector) {
    withAddresses(&self, factor) { sums, factor in vector_accumulate2(sums, column, factor) }
  }

  @inline(__always)
  mutating func pin() {
    inputForget = vector_pin(inputForget)
    candidateOutput = vector_pin(candidateOutput)
  }

  @inline(__always)
  mutating func add(_ other: HalfTile) {
    inputForget = vector_add(inputForget, other.inputForget)
    candidateOutput = vector_add(candidateOutput, other.candidateOutput)
  }

  @inline(__always)
  func powers() -> Gates {
    let go = gatePower(candidateOutput)
    let `if` = gatePower(inputForget)
    let plusIF = `if`.onePlus
    let plusGO = go.onePlus
    return Gates(
      inputPlus: vector_first_half(plusIF), forget: vector_second_half(`if`.value),
      forgetPlus: vector_second_half(plusIF), candidatePlus: vector_first_half(plusGO),
      candidateMinus: vector_first_half(go.oneMinus), outputPlus: vector_second_half(plusGO))
  }
}

/// A quarter as many units as lanes: all gates share a vector.
struct QuarterTile: Tile {
  typealias Cells = Cell
  typealias Powers = Gates

  private var gates: Vector

  static var sumCount: Int {
    @inline(__always) get { 1 }
  }
  static var unitCount: Int {
    @inline(__always) get { vector_lanes / 4 }
  }

  @inline(__always)
  private init(repeating value: Vector) { gates = value }

  static var zero: QuarterTile {
    @inline(__always) get { QuarterTile(repeating: splat(0)) }
  }

  @inline(__always)
  init(_ source: UnsafePointer<Float>) { gates = vector_load(source) }

  @inline(__always)
  mutating func add(_ column: UnsafePointer<Float>, times factor: Vector) {
    withAddresses(&self, factor) { sums, factor in vector_accumulate(sums, column, factor) }
  }

  @inline(__always)
  mutating func pin() { gates = vector_pin(gates) }

  @inline(__always)
  mutating func add(_ other: QuarterTile) { gates = vector_add(gates, other.gates) }

  @inline(__always)
  func powers() -> Gates {
    let power = gatePower(gates)
    let plusIF = vector_first_half(power.onePlus)
    let plusGO = vector_second_half(power.onePlus)
    return Gates(
      inputPlus: vector_even_quarters(plusIF),
      forget: vector_odd_quarters(vector_first_half(power.value)),
      forgetPlus: vector_odd_quarters(plusIF), candidatePlus: vector_even_quarters(plusGO),
      candidateMinus: vector_even_quarters(vector_second_half(power.oneMinus)),
      outputPlus: vector_odd_quarters(plusGO))
  }
}
