import CVector
import KernelInterface

// Thread: audio.

extension FrameTile {
  @inline(never)
  func combine(_ step: UnsafePointer<Combination>) {
    let (first, second) = (locate(step.pointee.first), locate(step.pointee.second))
    let target = locate(step.pointee.target)
    let count = step.pointee.channelCount
    switch step.pointee.operation {
    case .copy: eachSpot(count) { $0.store($0.load(first), target) }
    case .clear: eachSpot(count) { $0.store(splat(0), target) }
    case .add: eachSpot(count) { $0.store(vector_add($0.load(target), $0.load(first)), target) }
    case .multiply: eachSpot(count) { $0.store(vector_mul($0.load(target), $0.load(first)), target) }
    case .blend:
      eachSpot(count) {
        let alpha = $0.load(first)
        let rest = vector_mul(vector_sub(splat(1), alpha), $0.load(second))
        $0.store(vector_fma(alpha, $0.load(target), rest), target)
      }
    }
    finish(step.pointee.target, channelCount: count)
  }

  @inline(never)
  func modulate(_ step: UnsafePointer<Modulating>) {
    let (source, target) = (locate(step.pointee.source), locate(step.pointee.target))
    let (scale, shift) = (locate(step.pointee.scale), locate(step.pointee.shift))
    let count = step.pointee.channelCount
    if step.pointee.hasShift {
      eachSpot(count) { $0.store(vector_fma($0.load(source), $0.load(scale), $0.load(shift)), target) }
    } else {
      eachSpot(count) { $0.store(vector_mul($0.load(source), $0.load(scale)), target) }
    }
    finish(step.pointee.target, channelCount: count)
  }

  @inline(never)
  func respond(_ step: UnsafePointer<Response>) {
    // Settled, it has had nothing but silence.
    if isSettling { return }
    let (source, target) = (locate(step.pointee.source), locate(step.pointee.target))
    let plan = program.pointee.convolvers + step.pointee.convolver
    if !isShort {
      return add(
        ConvolverBlock(plan: plan, input: source.first, output: target.first, frameCount: frameCount))
    }
    for frame in 0..<frameCount {
      add(
        ConvolverBlock(
          plan: plan, input: source.at(frame).first, output: target.at(frame).first, frameCount: 1))
    }
  }

  @inline(never)
  func recur(_ step: UnsafePointer<Recurrence>) {
    let plan = program.pointee.lstms + step.pointee.lstm
    let (inputCount, outputCount) = (plan.pointee.layout.inputCount, plan.pointee.layout.outputCount)
    let (source, target) = (locate(step.pointee.source), locate(step.pointee.target))
    let input = program.pointee.workspace + step.pointee.frames
    let output = input + inputCount &* Program.tileFrameCount
    for channel in 0..<inputCount {
      for frame in 0..<frameCount { input[frame &* inputCount &+ channel] = source.at(frame)[channel][0] }
    }
    process(LSTMBlock(plan: plan, input: input, output: output, frameCount: frameCount))
    for channel in 0..<outputCount {
      for frame in 0..<frameCount { target.at(frame)[channel][0] = output[frame &* outputCount &+ channel] }
    }
    finish(step.pointee.target, channelCount: outputCount)
  }
}

/// By a name that no step has.
@inline(__always)
private func add(_ block: ConvolverBlock) { convolve(block) }
