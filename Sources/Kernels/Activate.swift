import CVector
import KernelInterface

// Thread: audio.

extension FrameTile {
  @inline(never)
  func activate(_ step: UnsafePointer<Activating>) {
    switch step.pointee.function {
    case .tanh: each(step, Tanh.self)
    case .fastTanh: each(step, FastTanh.self)
    case .hardTanh: each(step, HardTanh.self)
    case .reLU: each(step, ReLU.self)
    case .leakyReLU: each(step, LeakyReLU.self)
    case .sigmoid: each(step, Sigmoid.self)
    case .siLU: each(step, SiLU.self)
    case .hardSwish: each(step, HardSwish.self)
    case .leakyHardTanh: each(step, LeakyHardTanh.self)
    case .softSign: each(step, SoftSign.self)
    }
    finish(step.pointee.target, channelCount: step.pointee.channelCount)
    if case .none = step.pointee.skip { return }
    finish(step.pointee.skipTarget, channelCount: step.pointee.channelCount)
  }

  @inline(__always)
  private func each<F: ElementFunction>(_ step: UnsafePointer<Activating>, _ function: F.Type) {
    let (source, target) = (locate(step.pointee.source), locate(step.pointee.target))
    let skip = locate(step.pointee.skipTarget)
    switch step.pointee.skip {
    case .none: each(step, function) { f, spot in spot.store(f.of(spot.load(source)), target) }
    case .set:
      each(step, function) { f, spot in
        let y = f.of(spot.load(source))
        spot.store(y, target)
        spot.store(y, skip)
      }
    case .add:
      each(step, function) { f, spot in
        let y = f.of(spot.load(source))
        spot.store(y, target)
        spot.store(vector_add(spot.load(skip), y), skip)
      }
    }
  }

  @inline(__always)
  private func each<F: ElementFunction>(
    _ step: UnsafePointer<Activating>, _ function: F.Type, _ body: (F, Spot) -> Void
  ) {
    let parameters = program.pointee.weights + step.pointee.parameters
    if isShort {
      eachSpot(step.pointee.channelCount) { body(F(parameters, channels: $0.channel), $0) }
    } else {
      for channel in 0..<step.pointee.channelCount {
        let f = F(parameters, channel: channel)
        eachSpot(of: channel) { body(f, $0) }
      }
    }
  }
}

protocol ElementFunction {
  /// For one channel in all lanes.
  init(_ parameters: UnsafePointer<Float>, channel: Int)
  /// For a channel in each lane.
  init(_ parameters: UnsafePointer<Float>, channels first: Int)
  func of(_ x: Vector) -> Vector
}

/// The same for every channel.
protocol PlainFunction: ElementFunction {
  init()
}

extension PlainFunction {
  @inline(__always)
  init(_ parameters: UnsafePointer<Float>, channel: Int) { self.init() }

  @inline(__always)
  init(_ parameters: UnsafePointer<Float>, channels first: Int) { self.init() }
}

struct Tanh: PlainFunction {
  @inline(__always)
  func of(_ x: Vector) -> Vector { tanh(x) }
}

/// x (a + a|x| + (b + c|x|) x²) / (e + (e + x²) |x + f x |x||).
private struct FastTanh: PlainFunction {
  @inline(__always)
  func of(_ x: Vector) -> Vector {
    let magnitude = vector_magnitude(x)
    let square = vector_mul(x, x)
    let high = vector_fma(splat(0.821226666969744), magnitude, splat(0.893229853513558))
    let low = vector_fma(splat(2.45550750702956), magnitude, splat(2.45550750702956))
    let numerator = vector_mul(x, vector_fma(high, square, low))
    let bent = vector_magnitude(vector_fma(vector_mul(splat(0.814642734961073), x), magnitude, x))
    let e = splat(2.44506634652299)
    return vector_div(numerator, vector_fma(vector_add(e, square), bent, e))
  }
}

private struct HardTanh: PlainFunction {
  @inline(__always)
  func of(_ x: Vector) -> Vector { vector_min(vector_max(x, splat(-1)), splat(1)) }
}

private struct ReLU: PlainFunction {
  @inline(__always)
  func of(_ x: Vector) -> Vector { vector_max(x, splat(0)) }
}

struct LeakyReLU: ElementFunction {
  private let slope: Vector

  @inline(__always)
  init(_ parameters: UnsafePointer<Float>, channel: Int) { slope = splat(parameters[channel]) }

  @inline(__always)
  init(_ parameters: UnsafePointer<Float>, channels first: Int) { slope = vector_load(parameters + first) }

  /// One of the two parts is zero.
  @inline(__always)
  func of(_ x: Vector) -> Vector {
    vector_fma(slope, vector_min(x, splat(0)), vector_max(x, splat(0)))
  }
}

private struct Sigmoid: PlainFunction {
  @inline(__always)
  func of(_ x: Vector) -> Vector {
    vector_quotient(splat(1), gatePower(vector_mul(x, splat(-0.5 * Cell.tanhScale))).onePlus)
  }
}

private struct SiLU: PlainFunction {
  @inline(__always)
  func of(_ x: Vector) -> Vector {
    vector_quotient(x, gatePower(vector_mul(x, splat(-0.5 * Cell.tanhScale))).onePlus)
  }
}

private struct HardSwish: PlainFunction {
  @inline(__always)
  func of(_ x: Vector) -> Vector {
    let gate = vector_min(vector_max(vector_add(x, splat(3)), splat(0)), splat(6))
    return vector_mul(vector_mul(x, gate), splat(1.0 / 6))
  }
}

private struct LeakyHardTanh: ElementFunction {
  private let minimum: Vector
  private let maximum: Vector
  private let minimumSlope: Vector
  private let maximumSlope: Vector

  @inline(__always)
  init(_ parameters: UnsafePointer<Float>, channels first: Int) { self.init(parameters, channel: first) }

  @inline(__always)
  init(_ parameters: UnsafePointer<Float>, channel: Int) {
    minimum = splat(parameters[0])
    maximum = splat(parameters[1])
    minimumSlope = splat(parameters[2])
    maximumSlope = splat(parameters[3])
  }

  @inline(__always)
  func of(_ x: Vector) -> Vector {
    let below = vector_fma(vector_sub(x, minimum), minimumSlope, minimum)
    let above = vector_fma(vector_sub(x, maximum), maximumSlope, maximum)
    return vector_where_less(x, minimum, below, vector_where_less(maximum, x, above, x))
  }
}

private struct SoftSign: PlainFunction {
  @inline(__always)
  func of(_ x: Vector) -> Vector { vector_div(x, vector_add(splat(1), vector_magnitude(x))) }
}
