import CVector
import KernelInterface

/// What goes into the lanes and comes out of them: samples of streams, by squares of as many streams as moments.
struct LaneSamples {
  let width: Int
  /// Of each stream.
  let count: Int

  /// Streams to lanes, with silence in the place of what is not finite.
  @inline(__always)
  func interleave(
    _ streams: UnsafePointer<UnsafePointer<Float>>, to target: UnsafeMutablePointer<Float>
  ) {
    each { lane, index in
      vector_interleave(streams + lane, Int64(index), target + index &* width + lane, Int64(width))
    } rest: { lane, index in
      target[index &* width &+ lane] = finite(streams[lane][index])
    }
  }

  /// Lanes to streams.
  @inline(__always)
  func part(_ source: UnsafePointer<Float>, to streams: UnsafePointer<UnsafeMutablePointer<Float>>) {
    each { lane, index in
      vector_part(source + index &* width + lane, Int64(width), streams + lane, Int64(index))
    } rest: { lane, index in
      streams[lane][index] = source[index &* width &+ lane]
    }
  }

  /// - Parameters:
  ///   - square: of a vector's lanes, and as many samples.
  ///   - rest: of a lane, and a sample that is in no square.
  @inline(__always)
  private func each(_ square: (Int, Int) -> Void, rest: (Int, Int) -> Void) {
    var index = 0
    while index &+ vector_lanes <= count {
      var lane = 0
      while lane < width {
        square(lane, index)
        lane &+= vector_lanes
      }
      index &+= vector_lanes
    }
    for index in index..<count {
      for lane in 0..<width { rest(lane, index) }
    }
  }
}
