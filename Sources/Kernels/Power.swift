import CVector

/// A vector of floats, as wide as the instruction set has it.
typealias Vector = vector_float

/// 2^t, with t counted in steps of ``stepsPerOctave`` to the octave, kept as s + s·p so that 1 ± 2^t is one
/// rounding away.
///
/// t is split into a whole number of steps, whose power s comes from a table in registers, and a rest of at
/// most half a step, whose power 1 + p comes from a polynomial. `CVector.h` has both, and their errors.
struct Power {
  static var stepsPerOctave: Float {
    @inline(__always) get { Float(1 << vector_exp2_step_bits) }
  }
  /// Beyond ±28 octaves 1 + 2^t is 1 or 2^t to a float's precision, and no product of three overflows.
  static var limit: Float {
    @inline(__always) get { 28 * stepsPerOctave }
  }

  private let step: Vector
  /// s·r and p / r: their product is not taken, so that it is one operation with the sum that it goes into.
  private let stepTimesRest: Vector
  private let slope: Vector

  /// - Precondition: |t| is at most ``limit``.
  @inline(__always)
  init(_ t: Vector) {
    let units = vector_add(t, vector_units())
    self.init(units, rest: vector_rest(t, units))
  }

  /// - Parameters:
  ///   - units: the whole steps, added to `vector_units()`.
  ///   - rest: at most half a step.
  @inline(__always)
  init(_ units: Vector, rest: Vector) {
    step = vector_exp2_steps(units)
    stepTimesRest = vector_mul(step, rest)
    slope = vector_exp2_slope(rest)
  }

  /// 2^t.
  var value: Vector {
    @inline(__always) get { vector_fma(stepTimesRest, slope, step) }
  }

  /// 2^t - 1.
  var minusOne: Vector {
    @inline(__always) get { vector_fma(stepTimesRest, slope, vector_sub(step, splat(1))) }
  }

  /// 1 + 2^t.
  var onePlus: Vector {
    @inline(__always) get { vector_fma(stepTimesRest, slope, vector_add(step, splat(1))) }
  }

  /// 1 - 2^t.
  var oneMinus: Vector {
    @inline(__always) get { vector_fnma(stepTimesRest, slope, vector_sub(splat(1), step)) }
  }
}

@inline(__always)
func splat(_ x: Float) -> Vector { vector_splat(x) }

/// Odd: of -|x|, as (1 - E) / (1 + E), with the sign put back.
@inline(__always)
func tanh(_ x: Vector) -> Vector {
  let magnitude = vector_limited_magnitude(x, splat(Power.limit / Cell.tanhScale))
  let units = vector_fnma(magnitude, splat(Cell.tanhScale), vector_units())
  let rest = vector_fnma(magnitude, splat(Cell.tanhScale), vector_sub(vector_units(), units))
  let minusOne = Power(units, rest: rest).minusOne
  return vector_copy_sign(vector_quotient(minusOne, vector_add(minusOne, splat(2))), x)
}
