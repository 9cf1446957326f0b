import CVector
import KernelInterface

// Thread: audio.

extension FrameTile {
  @inline(never)
  func combine(_ step: Combination) {
    let (first, second, target) = (planes(step.first), planes(step.second), planes(step.target))
    for channel in 0..<step.channelCount {
      let (a, b, t) = (first[channel], second[channel], target[channel])
      switch step.operation {
      case .copy: eachVector { vector_store(vector_load(a + $0), t + $0) }
      case .clear: eachVector { vector_store(splat(0), t + $0) }
      case .add: eachVector { vector_store(vector_add(vector_load(t + $0), vector_load(a + $0)), t + $0) }
      case .multiply:
        eachVector { vector_store(vector_mul(vector_load(t + $0), vector_load(a + $0)), t + $0) }
      case .blend:
        eachVector {
          let (alpha, plain) = (vector_load(a + $0), vector_load(b + $0))
          let rest = vector_mul(vector_sub(splat(1), alpha), plain)
          vector_store(vector_fma(alpha, vector_load(t + $0), rest), t + $0)
        }
      }
    }
    finish(step.target, channelCount: step.channelCount)
  }

  @inline(never)
  func modulate(_ step: Modulating) {
    let (source, target) = (planes(step.source), planes(step.target))
    let (scale, shift) = (planes(step.scale), planes(step.shift))
    for channel in 0..<step.channelCount {
      let (x, y, s, b) = (source[channel], target[channel], scale[channel], shift[channel])
      if step.hasShift {
        eachVector {
          vector_store(vector_fma(vector_load(x + $0), vector_load(s + $0), vector_load(b + $0)), y + $0)
        }
      } else {
        eachVector { vector_store(vector_mul(vector_load(x + $0), vector_load(s + $0)), y + $0) }
      }
    }
    finish(step.target, channelCount: step.channelCount)
  }

  @inline(never)
  func respond(_ step: Response) {
    // Settled, it has had nothing but silence.
    if isSettling { return }
    add(
      ConvolverBlock(
        plan: program.pointee.convolvers + step.convolver, input: planes(step.source).first,
        output: planes(step.target).first, frameCount: frameCount))
  }

  @inline(never)
  func recur(_ step: Recurrence) {
    let plan = program.pointee.lstms + step.lstm
    let (inputCount, outputCount) = (plan.pointee.layout.inputCount, plan.pointee.layout.outputCount)
    let (source, target, frames) = (planes(step.source), planes(step.target), planes(step.frames).first)
    for channel in 0..<inputCount {
      for frame in 0..<frameCount { frames[frame * inputCount + channel] = source[channel][frame] }
    }
    let output = frames + inputCount * Program.tileFrameCount
    process(LSTMBlock(plan: plan, input: frames, output: output, frameCount: frameCount))
    for channel in 0..<outputCount {
      for frame in 0..<frameCount { target[channel][frame] = output[frame * outputCount + channel] }
    }
    finish(step.target, channelCount: outputCount)
  }
}

/// By a name that no step has.
@inline(__always)
private func add(_ block: ConvolverBlock) { convolve(block) }
