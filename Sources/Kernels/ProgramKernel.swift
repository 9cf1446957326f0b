import CVector
import KernelInterface

// Thread: audio.

/// Advances a program by one block, tile by tile. A frame's result depends on it and on those before it alone.
@_noLocks @_noAllocation
public func process(_ block: ProgramBlock) {
  var frame = 0
  while frame < block.frameCount {
    let rest = block.frameCount &- frame
    let tile = FrameTile(
      block.program, frameCount: rest < Program.tileFrameCount ? rest : Program.tileFrameCount)
    tile.read(block.input + frame &* block.program.pointee.inputCount)
    tile.run()
    tile.write(to: block.output + frame &* block.program.pointee.outputCount)
    tile.advance()
    frame &+= tile.frameCount
  }
}

/// Makes the state what silence without end would make it: each ring holds one frame over and over.
///
/// Exactly so: every step computes a frame with the operations it always uses.
///
/// - Precondition: the rings are silent; the program has no recurrent networks, and each response gets silence.
public func settle(_ program: UnsafePointer<Program>) {
  let tile = FrameTile(program, frameCount: 1, isSettling: true)
  let input = tile.locate(program.pointee.frames.input)
  for channel in 0..<program.pointee.inputCount { input[channel][0] = 0 }
  tile.run()
}

/// Some frames on their way through a program.
struct FrameTile {
  let program: UnsafePointer<Program>
  let frameCount: Int
  /// Whether the tile's first frame stands for all of the past.
  let isSettling: Bool
  /// Whether lanes are channels, not moments: see ``Program/frames``.
  let isShort: Bool

  @inline(__always)
  init(_ program: UnsafePointer<Program>, frameCount: Int, isSettling: Bool = false) {
    self.program = program
    self.frameCount = frameCount
    self.isSettling = isSettling
    isShort = frameCount &* 2 <= vector_lanes
  }

  /// Frames of the vectors that hold the tile.
  var vectorFrameCount: Int {
    @inline(__always) get { (frameCount &+ vector_lanes &- 1) / vector_lanes &* vector_lanes }
  }

  @inline(__always)
  func run() {
    let steps = isShort ? program.pointee.frames.steps : program.pointee.tiles.steps
    let count = isShort ? program.pointee.frames.stepCount : program.pointee.tiles.stepCount
    for index in 0..<count {
      switch steps[index] {
      case .convolve(let step): convolve(step)
      case .activate(let step): activate(step)
      case .combine(let step): combine(step)
      case .modulate(let step): modulate(step)
      case .recur(let step): recur(step)
      case .respond(let step): respond(step)
      }
    }
  }

  /// From interleaved frames, with silence in the place of what is not finite.
  @inline(__always)
  func read(_ frames: UnsafePointer<Float>) {
    let count = program.pointee.inputCount
    let input = locate(isShort ? program.pointee.frames.input : program.pointee.tiles.input)
    for channel in 0..<count {
      for frame in 0..<frameCount {
        input[channel][frame &* input.frameStride] = finite(frames[frame &* count &+ channel])
      }
    }
  }

  @inline(__always)
  func write(to frames: UnsafeMutablePointer<Float>) {
    let count = program.pointee.outputCount
    let output = locate(isShort ? program.pointee.frames.output : program.pointee.tiles.output)
    for channel in 0..<count {
      for frame in 0..<frameCount {
        frames[frame &* count &+ channel] = finite(output[channel][frame &* output.frameStride])
      }
    }
  }

  @inline(__always)
  func locate(_ signal: Signal) -> Planes {
    let base: UnsafeMutablePointer<Float>
    if case .planes = signal.memory { base = program.pointee.workspace } else { base = program.pointee.state }
    return Planes(base + signal.offset + position(signal.position), signal)
  }
}

/// Where the channels of a signal have the current tile.
struct Planes {
  let first: UnsafeMutablePointer<Float>
  /// Floats from channel to channel.
  let stride: Int
  /// Floats from frame to frame; 1 where lanes are moments.
  let frameStride: Int

  @inline(__always)
  init(_ first: UnsafeMutablePointer<Float>, _ signal: Signal) {
    self.init(first: first, stride: signal.stride, frameStride: signal.frameStride)
  }

  @inline(__always)
  private init(first: UnsafeMutablePointer<Float>, stride: Int, frameStride: Int) {
    self.first = first
    self.stride = stride
    self.frameStride = frameStride
  }

  subscript(channel: Int) -> UnsafeMutablePointer<Float> {
    @inline(__always) get { first + channel &* stride }
  }

  /// From a channel on.
  @inline(__always)
  func from(_ channel: Int) -> Planes {
    Planes(first: self[channel], stride: stride, frameStride: frameStride)
  }

  /// From a frame on.
  @inline(__always)
  func at(_ frame: Int) -> Planes {
    Planes(first: first + frame &* frameStride, stride: stride, frameStride: frameStride)
  }
}
