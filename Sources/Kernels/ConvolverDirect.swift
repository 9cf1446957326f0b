import CVector
import KernelInterface

/// The direct form of a vector of frames: every fourth tap goes to the same sum, so that additions do not have to
/// wait for each other.
private struct Chains {
  private var first = splat(0)
  private var second = splat(0)
  private var third = splat(0)
  private var fourth = splat(0)

  @inline(__always)
  init() {}

  /// Adds four taps, of which the first meets the frames at `newest`.
  @inline(__always)
  mutating func add(_ newest: UnsafePointer<Float>, _ taps: UnsafePointer<Float>) {
    first = vector_fma(vector_load(newest), splat(taps[0]), first)
    second = vector_fma(vector_load(newest - 1), splat(taps[1]), second)
    third = vector_fma(vector_load(newest - 2), splat(taps[2]), third)
    fourth = vector_fma(vector_load(newest - 3), splat(taps[3]), fourth)
  }

  @inline(__always)
  func store(_ target: UnsafeMutablePointer<Float>) {
    vector_store(vector_add(vector_add(first, second), vector_add(third, fourth)), target)
  }
}

extension Convolver {
  /// What the direct taps make of `count` frames of history, into the workspace: in whole vectors, of which the
  /// last may go beyond.
  @inline(__always)
  func sumDirectTaps(_ newest: UnsafePointer<Float>, count: Int) {
    var frame = 0
    while frame < count {
      if count - frame > vector_lanes {
        sumTwo(newest + frame, to: workspace + frame)
      } else {
        sumOne(newest + frame, to: workspace + frame)
      }
      frame += 2 * vector_lanes
    }
  }

  @inline(__always)
  private func sumOne(_ newest: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>) {
    var sums = Chains()
    var tap = 0
    while tap < layout.directCount {
      sums.add(newest - tap, weights + tap)
      tap += 4
    }
    sums.store(target)
  }

  /// Two vectors share the taps that are loaded.
  @inline(__always)
  private func sumTwo(_ newest: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>) {
    var first = Chains()
    var second = Chains()
    var tap = 0
    while tap < layout.directCount {
      first.add(newest - tap, weights + tap)
      second.add(newest + vector_lanes - tap, weights + tap)
      tap += 4
    }
    first.store(target)
    second.store(target + vector_lanes)
  }
}
