import CVector

/// The gates of a vector of units, each as the power of two that makes its sigmoid or tanh.
///
/// With E = 2^(-z·log2 e) a sigmoid is 1 / (1 + E); with E = 2^(-2z·log2 e) a tanh is (1 - E) / (1 + E). The
/// factors of z are in the weights.
struct Gates {
  let inputPlus: Vector
  let forget: Vector
  let forgetPlus: Vector
  let candidatePlus: Vector
  let candidateMinus: Vector
  let outputPlus: Vector
}

extension Gates {
  /// Of sums, a vector for each gate.
  @inline(__always)
  init(input: Vector, forget: Vector, candidate: Vector, output: Vector) {
    let g = gatePower(candidate)
    let i = gatePower(input)
    let f = gatePower(forget)
    let o = gatePower(output)
    self.init(
      inputPlus: i.onePlus, forget: f.value, forgetPlus: f.onePlus, candidatePlus: g.onePlus,
      candidateMinus: g.oneMinus, outputPlus: o.onePlus)
  }
}

/// h and c of a vector of units.
struct Cell {
  var hidden: Vector
  var cell: Vector

  /// Steps of a power of two in the argument of tanh(c).
  static var tanhScale: Float {
    @inline(__always) get { 2 * 1.442_695_04 * Power.stepsPerOctave }
  }

  @inline(__always)
  init(hidden: UnsafePointer<Float>, cell: UnsafePointer<Float>) {
    self.hidden = vector_load(hidden)
    self.cell = vector_load(cell)
  }

  /// c = f·c + i·g, h = o·tanh(c).
  ///
  /// As c plus its change: a cell that forgets slowly keeps its digits, since only the change is rounded. And
  /// over one denominator, so that one division does for three gates: with E the power of each gate,
  ///
  ///     f·c + i·g - c = ((1 - Eg)·(1 + Ef) - c·Ef·(1 + Ei)·(1 + Eg)) / ((1 + Ef)·(1 + Ei)·(1 + Eg))
  @inline(__always)
  mutating func update(_ gates: Gates) {
    let inputTimesCandidate = vector_mul(gates.inputPlus, gates.candidatePlus)
    let numerator = vector_fnma(
      vector_mul(cell, gates.forget), inputTimesCandidate,
      vector_mul(gates.candidateMinus, gates.forgetPlus))
    let change = vector_quotient(numerator, vector_mul(gates.forgetPlus, inputTimesCandidate))
    let argument = vector_fma(change, splat(Self.tanhScale), vector_mul(cell, splat(Self.tanhScale)))
    cell = vector_add(cell, change)
    hidden = Self.tanh(argument, over: gates.outputPlus)
  }

  /// tanh(argument / tanhScale) / divisor. Odd: of -|x|, with the sign put back.
  @inline(__always)
  private static func tanh(_ argument: Vector, over divisor: Vector) -> Vector {
    let power = Power(vector_limited_negative(argument, splat(Power.limit)))
    return vector_quotient(
      vector_flip_sign(power.oneMinus, argument), vector_mul(power.onePlus, divisor))
  }
}

/// The power of each lane's gate, within the range of ``Power``. Of NaN, which only weights near a float's limit can
/// make, its least or largest.
@inline(__always)
func gatePower(_ sum: Vector) -> Power { Power(vector_limited(sum, splat(Power.limit))) }
