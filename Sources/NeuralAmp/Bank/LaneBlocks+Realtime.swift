import KernelInterface

// Thread: audio.

extension BankGroup {
  /// Streams to lanes, with silence in the place of what is not finite, and in lanes without a stream.
  @_noLocks @_noAllocation
  func read(_ lanes: UnsafePointer<LSTMLanesPlan>, _ blocks: Blocks, from first: Int, _ count: Int) {
    let (channelCount, width) = (lanes.pointee.layout.inputCount, lanes.pointee.width)
    let sampleCount = count * channelCount
    var lane = 0
    // Four at a time, which is a vector's store: the width is whole ones.
    while lane < width {
      let streams = (
        samples(blocks, lane), samples(blocks, lane + 1), samples(blocks, lane + 2), samples(blocks, lane + 3)
      )
      let target = input + lane
      if let a = streams.0, let b = streams.1, let c = streams.2, let d = streams.3 {
        let offset = first * channelCount
        for index in 0..<sampleCount {
          let place = target + index * width
          place[0] = Self.finite(a[offset + index])
          place[1] = Self.finite(b[offset + index])
          place[2] = Self.finite(c[offset + index])
          place[3] = Self.finite(d[offset + index])
        }
      } else {
        read(streams.0, to: target, from: first * channelCount, sampleCount, width)
        read(streams.1, to: target + 1, from: first * channelCount, sampleCount, width)
        read(streams.2, to: target + 2, from: first * channelCount, sampleCount, width)
        read(streams.3, to: target + 3, from: first * channelCount, sampleCount, width)
      }
      lane += 4
    }
  }

  /// Lanes to streams.
  @_noLocks @_noAllocation
  func write(_ lanes: UnsafePointer<LSTMLanesPlan>, _ blocks: Blocks, from first: Int, _ count: Int) {
    let (channelCount, width) = (lanes.pointee.layout.outputCount, lanes.pointee.width)
    for lane in 0..<blocks.streamCount {
      if !blocks.isJoined[lane] { continue }
      guard let samples = blocks.outputs[lane] else {
        return require(false, "process: a stream that has joined has no output")
      }
      let target = samples + first * channelCount
      for index in 0..<count * channelCount { target[index] = output[index * width + lane] }
    }
  }

  /// A stream's input; `nil` for a lane without one.
  @_noLocks @_noAllocation @inline(__always)
  private func samples(_ blocks: Blocks, _ lane: Int) -> UnsafePointer<Float>? {
    if lane >= blocks.streamCount { return nil }
    if !blocks.isJoined[lane] { return nil }
    let samples = blocks.inputs[lane]
    require(samples != nil, "process: a stream that has joined has no input")
    return samples
  }

  @_noLocks @_noAllocation
  private func read(
    _ samples: UnsafePointer<Float>?, to target: UnsafeMutablePointer<Float>, from first: Int,
    _ sampleCount: Int, _ width: Int
  ) {
    for index in 0..<sampleCount {
      var sample: Float = 0
      if let samples { sample = samples[first + index] }
      target[index * width] = Self.finite(sample)
    }
  }

  @_noLocks @_noAllocation @inline(__always)
  private static func finite(_ sample: Float) -> Float { sample.magnitude < .infinity ? sample : 0 }
}
