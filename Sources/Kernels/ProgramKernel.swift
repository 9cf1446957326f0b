import CVector
import KernelInterface

// Thread: audio.

/// Advances a program by one block, tile by tile. A frame's result depends on it and on those before it alone.
@_noLocks @_noAllocation
public func process(_ block: ProgramBlock) {
  var frame = 0
  while frame < block.frameCount {
    let rest = block.frameCount - frame
    let tile = FrameTile(
      program: block.program, frameCount: rest < Program.tileFrameCount ? rest : Program.tileFrameCount)
    tile.read(block.input + frame * block.program.pointee.inputCount)
    tile.run()
    tile.write(to: block.output + frame * block.program.pointee.outputCount)
    tile.advance()
    frame += tile.frameCount
  }
}

/// Makes the state what silence without end would make it: each ring holds one frame over and over.
///
/// Exactly so: every step computes a frame with the operations it always uses.
///
/// - Precondition: the state is zero; the program has no ``Step/recur(_:)``, and each ``Step/respond(_:)`` gets
///   silence.
public func settle(_ program: UnsafePointer<Program>) {
  let tile = FrameTile(program: program, frameCount: 1, isSettling: true)
  for channel in 0..<program.pointee.inputCount {
    program.pointee.workspace[channel * Program.tileFrameCount] = 0
  }
  tile.run()
}

/// Some frames on their way through a program.
struct FrameTile {
  let program: UnsafePointer<Program>
  let frameCount: Int
  /// Whether the tile's first frame stands for all of the past.
  let isSettling: Bool

  @inline(__always)
  init(program: UnsafePointer<Program>, frameCount: Int, isSettling: Bool = false) {
    self.program = program
    self.frameCount = frameCount
    self.isSettling = isSettling
  }

  /// Frames of the vectors that hold the tile.
  var vectorFrameCount: Int {
    @inline(__always) get { (frameCount + vector_lanes - 1) / vector_lanes * vector_lanes }
  }

  /// Whether lanes are better channels than moments.
  var isShort: Bool {
    @inline(__always) get { frameCount &* 2 <= vector_lanes }
  }

  @inline(__always)
  func run() {
    for index in 0..<program.pointee.stepCount {
      switch program.pointee.steps[index] {
      case .convolve(let step): convolve(step)
      case .activate(let step): activate(step)
      case .combine(let step): combine(step)
      case .modulate(let step): modulate(step)
      case .recur(let step): recur(step)
      case .respond(let step): respond(step)
      }
    }
  }

  /// Interleaved frames to planes, with silence in the place of what is not finite.
  @inline(__always)
  func read(_ frames: UnsafePointer<Float>) {
    let count = program.pointee.inputCount
    for channel in 0..<count {
      let plane = program.pointee.workspace + channel * Program.tileFrameCount
      for frame in 0..<frameCount { plane[frame] = finite(frames[frame * count + channel]) }
    }
  }

  @inline(__always)
  func write(to frames: UnsafeMutablePointer<Float>) {
    let count = program.pointee.outputCount
    let output = planes(program.pointee.output)
    for channel in 0..<count {
      for frame in 0..<frameCount { frames[frame * count + channel] = finite(output[channel][frame]) }
    }
  }
}

/// Where the channels of a signal are.
struct Planes {
  let first: UnsafeMutablePointer<Float>
  /// Floats from channel to channel.
  let stride: Int

  subscript(channel: Int) -> UnsafeMutablePointer<Float> {
    @inline(__always) get { first + channel * stride }
  }

  @inline(__always)
  func shifted(by frames: Int) -> Planes { Planes(first: first + frames, stride: stride) }
}
