import CRealtime
import KernelInterface

// Thread: audio.

/// A program in plain Swift, a frame at a time: what every faster kernel is tested against.
///
/// Sums and activations are float64 and rounded once, when they become a signal.
struct ProgramReferenceKernel {
  private let program: UnsafePointer<Program>
  /// Whether the frame stands for all of the past.
  private let isSettling: Bool

  @_noLocks @_noAllocation
  private init(_ program: UnsafePointer<Program>, isSettling: Bool) {
    self.program = program
    self.isSettling = isSettling
  }

  @_noLocks @_noAllocation
  static func process(_ block: ProgramBlock) {
    let kernel = ProgramReferenceKernel(block.program, isSettling: false)
    let (inputCount, outputCount) = (block.program.pointee.inputCount, block.program.pointee.outputCount)
    let (input, output) = (block.program.pointee.frames.input, block.program.pointee.frames.output)
    for frame in 0..<block.frameCount {
      for channel in 0..<inputCount {
        let sample = block.input[frame * inputCount + channel]
        kernel.set(input, channel, sample.isFinite ? sample : 0)
      }
      kernel.run()
      for channel in 0..<outputCount {
        let sample = kernel.value(output, channel)
        block.output[frame * outputCount + channel] = sample.isFinite ? sample : 0
      }
      kernel.advance()
    }
  }

  /// See the vector kernels' function of that name.
  static func settle(_ program: UnsafePointer<Program>) {
    let kernel = ProgramReferenceKernel(program, isSettling: true)
    for channel in 0..<program.pointee.inputCount { kernel.set(program.pointee.frames.input, channel, 0) }
    kernel.run()
  }

  @_noLocks @_noAllocation
  private func run() {
    for index in 0..<program.pointee.frames.stepCount {
      switch program.pointee.frames.steps[index] {
      case .convolve(let step): convolve(step.pointee)
      case .activate(let step): activate(step.pointee)
      case .combine(let step): combine(step.pointee)
      case .modulate(let step): modulate(step.pointee)
      case .recur(let step): recur(step.pointee)
      case .respond(let step): respond(step.pointee)
      }
    }
  }

  // MARK: Signals

  @_noLocks @_noAllocation
  private func position(_ index: Int) -> Int { Int(program.pointee.state[index].bitPattern) }

  /// The first frame of a channel's memory.
  @_noLocks @_noAllocation
  private func frames(_ signal: Signal, _ channel: Int) -> UnsafeMutablePointer<Float> {
    let offset = signal.offset + channel * signal.stride
    if case .planes = signal.memory { return program.pointee.workspace + offset }
    return program.pointee.state + offset
  }

  /// The frame of a channel, `back` frames before the current one.
  @_noLocks @_noAllocation
  private func value(_ signal: Signal, _ channel: Int, back: Int = 0) -> Float {
    let index = position(signal.position) - back
    return frames(signal, channel)[index < 0 ? index + signal.frameCount : index]
  }

  @_noLocks @_noAllocation
  private func set(_ signal: Signal, _ channel: Int, _ value: Float) {
    let frames = frames(signal, channel)
    frames[position(signal.position)] = value
    if case .planes = signal.memory { return }
    if isSettling { for frame in 0..<signal.stride { frames[frame] = value } }
  }

  @_noLocks @_noAllocation
  private func advance() {
    for index in 0..<program.pointee.ringCount {
      let ring = program.pointee.rings + index
      let next = position(1 + index) + 1
      if next < ring.pointee.frameCount {
        set(position: 1 + index, next)
      } else if ring.pointee.isLine {
        moveBack(ring, next)
        set(position: 1 + index, ring.pointee.pastCount)
      } else {
        set(position: 1 + index, 0)
      }
    }
  }

  @_noLocks @_noAllocation
  private func set(position index: Int, _ frames: Int) {
    program.pointee.state[index] = Float(bitPattern: UInt32(frames))
  }

  @_noLocks @_noAllocation
  private func moveBack(_ ring: UnsafePointer<Ring>, _ position: Int) {
    for channel in 0..<ring.pointee.channelCount {
      let frames = program.pointee.state + ring.pointee.offset + channel * ring.pointee.stride
      for frame in 0..<ring.pointee.pastCount {
        frames[frame] = frames[position - ring.pointee.pastCount + frame]
      }
    }
  }

  // MARK: Steps

  @_noLocks @_noAllocation
  private func convolve(_ step: Convolution) {
    var weights = program.pointee.weights + step.weights
    for group in 0..<step.groupCount {
      var output = 0
      while output < step.outputCount {
        let rest = step.outputCount - output
        let count = rest < Convolution.panelLimit ? rest : Convolution.panelLimit
        for row in 0..<count { convolve(step, group, output + row, weights + row, rowCount: count) }
        weights += count * (1 + step.sideCount + step.tapCount * step.inputCount)
        output += count
      }
    }
    if let activation = step.activation { activate(activation.pointee) }
  }

  /// One output; its weights are every `rowCount`-th.
  @_noLocks @_noAllocation
  private func convolve(
    _ step: Convolution, _ group: Int, _ output: Int, _ weights: UnsafePointer<Float>, rowCount: Int
  ) {
    var weight = weights
    var sum = Double(weight[0])
    weight += rowCount
    let channel = group * step.outputCount + output
    if step.hasResidual { sum += Double(value(step.residual, channel)) }
    for input in 0..<step.sideCount {
      sum += Double(weight[0]) * Double(value(step.side, input))
      weight += rowCount
    }
    for tap in 0..<step.tapCount {
      let back = step.dilation * (step.tapCount - 1 - tap)
      for input in 0..<step.inputCount {
        sum += Double(weight[0]) * Double(value(step.source, group * step.inputCount + input, back: back))
        weight += rowCount
      }
    }
    set(step.target, channel, Float(sum))
  }

  @_noLocks @_noAllocation
  private func activate(_ step: Activating) {
    for channel in 0..<step.channelCount {
      let parameters = program.pointee.weights + step.parameters
      let x = Double(value(step.source, channel))
      let y = Float(ReferenceActivation.value(step.function, x, parameters, channel))
      set(step.target, channel, y)
      switch step.skip {
      case .none: break
      case .set: set(step.skipTarget, channel, y)
      case .add: set(step.skipTarget, channel, value(step.skipTarget, channel) + y)
      }
    }
  }

  @_noLocks @_noAllocation
  private func combine(_ step: Combination) {
    for channel in 0..<step.channelCount {
      let (first, target) = (value(step.first, channel), value(step.target, channel))
      switch step.operation {
      case .copy: set(step.target, channel, first)
      case .clear: set(step.target, channel, 0)
      case .add: set(step.target, channel, target + first)
      case .multiply: set(step.target, channel, target * first)
      case .blend:
        let alpha = Double(first)
        let blend = alpha * Double(target) + (1 - alpha) * Double(value(step.second, channel))
        set(step.target, channel, Float(blend))
      }
    }
  }

  @_noLocks @_noAllocation
  private func modulate(_ step: Modulating) {
    for channel in 0..<step.channelCount {
      let scaled = Double(value(step.source, channel)) * Double(value(step.scale, channel))
      let shift = step.hasShift ? Double(value(step.shift, channel)) : 0
      set(step.target, channel, Float(scaled + shift))
    }
  }

  @_noLocks @_noAllocation
  private func recur(_ step: Recurrence) {
    let plan = program.pointee.lstms + step.lstm
    let frame = program.pointee.workspace + step.frames
    let output = frame + plan.pointee.layout.inputCount
    for channel in 0..<plan.pointee.layout.inputCount { frame[channel] = value(step.source, channel) }
    LSTMReferenceKernel.process(LSTMBlock(plan: plan, input: frame, output: output, frameCount: 1))
    for channel in 0..<plan.pointee.layout.outputCount { set(step.target, channel, output[channel]) }
  }

  @_noLocks @_noAllocation
  private func respond(_ step: Response) {
    if isSettling { return }
    ConvolverReferenceKernel.convolve(
      ConvolverBlock(
        plan: program.pointee.convolvers + step.convolver, input: frames(step.source, 0),
        output: frames(step.target, 0), frameCount: 1))
  }
}
