import CRealtime
import NeuralAmp

// Thread: audio. No function here locks, allocates or waits; the attributes make the compiler check it all
// the way down. Denormals are the caller's affair: it sets the thread's floating-point mode.

extension RateConverter {
  /// Input frames that are pushed and that the next output frame has not passed yet, with the fraction: how
  /// far that frame is behind the end of the input. What delay there is, in input frames.
  package var delay: Double {
    @_noLocks @_noAllocation get {
      Double(frameCount - tapCount / 2 + 1) - Double(fraction) / Double(unitsPerFrame)
    }
  }

  /// Output frames that can be pulled at once if the ratio stays as it is.
  package var availableFrameCount: Int {
    @_noLocks @_noAllocation get {
      if frameCount < tapCount { return 0 }
      return 1 + ((frameCount - tapCount + 1) * unitsPerFrame - 1 - fraction) / step
    }
  }

  /// Input frames that have to be pushed before `count` output frames can be pulled with `correction`.
  @_noLocks @_noAllocation
  package func inputFrameCount(for count: Int, correction: Double) -> Int {
    if count == 0 { return 0 }
    let change = stepChange(correction: correction, over: count)
    let advance = (count - 1) * step + change * (count * (count - 1) / 2)
    return max(0, tapCount + (fraction + advance) / unitsPerFrame - frameCount)
  }

  /// Takes in `count` input frames.
  ///
  /// - Precondition: there is room for them: no more wait than `maximumFrameCount`.
  @_noLocks @_noAllocation
  package mutating func push(_ input: UnsafePointer<Float>, count: Int) {
    require(count >= 0, "RateConverter.push: the number of frames is negative")
    require(frameCount + count <= capacity, "RateConverter.push: more frames wait than maximumFrameCount")
    var target = start + frameCount
    for index in 0..<count {
      if target >= capacity { target -= capacity }
      ring[target] = input[index]
      ring[target + capacity] = input[index]
      target += 1
    }
    frameCount += count
  }

  /// Gives out `count` frames at the nominal ratio.
  ///
  /// - Precondition: `count` is at most ``availableFrameCount``.
  @_noLocks @_noAllocation
  package mutating func pull(into output: UnsafeMutablePointer<Float>, count: Int) {
    pull(into: output, count: count, correction: 1)
  }

  /// Gives out `count` frames, in the course of which the step through the input moves evenly from the one of
  /// the last call to the nominal one times `correction`.
  ///
  /// - Parameter correction: input frames per output frame to the nominal ratio, 1 ± ``maximumCorrection``.
  /// - Precondition: what ``inputFrameCount(for:correction:)`` asks for has been pushed.
  @_noLocks @_noAllocation
  package mutating func pull(into output: UnsafeMutablePointer<Float>, count: Int, correction: Double) {
    require(count >= 0, "RateConverter.pull: the number of frames is negative")
    if count == 0 { return }
    let change = stepChange(correction: correction, over: count)
    for index in 0..<count {
      require(frameCount >= tapCount, "RateConverter.pull: more frames than the input gives")
      output[index] = frame()
      step += change
      advance()
    }
    step = self.step(correction: correction)
  }

  /// Puts it where it was at first: silence before the first input frame, the nominal ratio.
  @_noLocks @_noAllocation
  package mutating func reset() {
    ring.update(repeating: 0, count: 2 * capacity)
    start = 0
    frameCount = tapCount - 1 - headStart / unitsPerFrame
    fraction = headStart % unitsPerFrame
    step = nominalStep
  }

  @_noLocks @_noAllocation
  private func frame() -> Float {
    // As Double, since a 64-bit division would take as long as the taps; the fraction fits exactly.
    let phase = Double(fraction) * phasesPerUnit
    let row = Int(phase)
    let taps = rows + row * tapCount
    return headroom_interpolated_product(
      ring + start, taps, taps + tapCount, Float(phase - Double(row)), Int64(tapCount))
  }

  @_noLocks @_noAllocation
  private mutating func advance() {
    fraction += step
    while fraction >= unitsPerFrame {
      fraction -= unitsPerFrame
      start += 1
      frameCount -= 1
    }
    if start >= capacity { start -= capacity }
  }

  @_noLocks @_noAllocation
  private func step(correction: Double) -> Int {
    require(correction <= 1 + limit, "RateConverter: a correction above maximumCorrection")
    require(correction >= 1 - limit, "RateConverter: a correction below -maximumCorrection")
    return Int(Double(nominalStep) * correction + 0.5)
  }

  /// What each of `count` frames adds to the step.
  @_noLocks @_noAllocation
  private func stepChange(correction: Double, over count: Int) -> Int {
    (step(correction: correction) - step) / count
  }
}
