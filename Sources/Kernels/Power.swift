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
    let rest = vector_sub(t, vector_round(t))
    step = vector_exp2_steps(t)
    stepTimesRest = vector_mul(step, rest)
    slope = vector_exp2_slope(rest)
  }

  /// 2^t.
  var value: Vector {
    @inline(__always) get { vector_fma(stepTimesRest, slope, step) }
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
