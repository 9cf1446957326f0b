import NeuralAmp

// Thread: audio.

extension PlanarFrames {
  @_noLocks @_noAllocation
  init(_ samples: UnsafeMutablePointer<Float>, stride: Int, channelCount: Int) {
    self.samples = samples
    self.stride = stride
    self.channelCount = channelCount
  }

  @_noLocks @_noAllocation
  func channel(_ index: Int) -> UnsafeMutablePointer<Float> { samples + index * stride }

  /// Without the frames before `frame`.
  @_noLocks @_noAllocation
  func from(_ frame: Int) -> PlanarFrames {
    PlanarFrames(samples + frame, stride: stride, channelCount: channelCount)
  }

  /// Frame by frame, `[frameCount][channelCount]`.
  @_noLocks @_noAllocation
  func interleave(into target: UnsafeMutablePointer<Float>, frameCount: Int) {
    for index in 0..<channelCount {
      let source = channel(index)
      for frame in 0..<frameCount { target[frame * channelCount + index] = source[frame] }
    }
  }
}

extension Ramp {
  /// Scales all channels alike.
  @_noLocks @_noAllocation
  mutating func scale(_ source: PlanarFrames, into target: PlanarFrames, frameCount: Int) {
    let beginning = self
    for index in 0..<source.channelCount {
      self = beginning
      scale(source.channel(index), into: target.channel(index), frameCount: frameCount)
    }
  }
}

extension Crossfade {
  /// Mixes all channels alike.
  @_noLocks @_noAllocation
  mutating func mix(_ next: PlanarFrames, into output: PlanarFrames, frameCount: Int) {
    let beginning = self
    for index in 0..<next.channelCount {
      self = beginning
      mix(next.channel(index), into: output.channel(index), frameCount: frameCount, channelCount: 1)
    }
  }
}
