import CVector
import KernelInterface

// Thread: audio. Rings and lines: see `Ring`.

extension FrameTile {
  /// Where the current tile begins, in frames.
  @inline(__always)
  func position(_ index: Int) -> Int { Int(program.pointee.state[index].bitPattern) }

  /// After the last write to a tile of some channels: keeps a ring's second beginning what the first is.
  @inline(__always)
  func finish(_ signal: Signal, channelCount: Int) {
    if isSettling {
      settle(signal, channelCount)
    } else if case .ring = signal.memory {
      let start = position(signal.position)
      if start < Program.tileFrameCount || start &+ frameCount > signal.frameCount {
        copyBeginning(signal, channelCount)
      }
    }
  }

  @inline(never)
  private func copyBeginning(_ signal: Signal, _ channelCount: Int) {
    let start = position(signal.position)
    let (end, length, tile) = (start &+ frameCount, signal.frameCount, Program.tileFrameCount)
    for channel in 0..<channelCount {
      let frames = program.pointee.state + signal.offset + channel &* signal.stride
      if end > length { copy(frames + length, to: frames, end &- length) }
      if start < tile {
        copy(frames + start, to: frames + length + start, (end < tile ? end : tile) &- start)
      }
    }
  }

  @inline(never)
  private func settle(_ signal: Signal, _ channelCount: Int) {
    if case .planes = signal.memory { return }
    for channel in 0..<channelCount {
      let frames = program.pointee.state + signal.offset + channel &* signal.stride
      let rest = frames[position(signal.position)]
      for frame in 0..<signal.stride { frames[frame] = rest }
    }
  }

  /// Also to what overlaps before it.
  @inline(__always)
  private func copy(_ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, _ count: Int) {
    for index in 0..<count { target[index] = source[index] }
  }

  /// On to the next tile.
  @inline(__always)
  func advance() {
    for index in 0..<program.pointee.ringCount {
      let ring = program.pointee.rings + index
      let next = position(1 &+ index) &+ frameCount
      if ring.pointee.isLine {
        set(position: 1 &+ index, next > ring.pointee.frameCount ? moveBack(ring, next) : next)
      } else {
        let length = ring.pointee.frameCount
        set(position: 1 &+ index, next < length ? next : next &- length)
      }
    }
  }

  @inline(__always)
  private func set(position index: Int, _ frames: Int) {
    program.pointee.state[index] = Float(bitPattern: UInt32(truncatingIfNeeded: frames))
  }

  /// Moves the past of a line, and returns where the next tile begins.
  @inline(never)
  private func moveBack(_ ring: UnsafePointer<Ring>, _ position: Int) -> Int {
    let (past, stride) = (ring.pointee.pastCount, ring.pointee.stride)
    for channel in 0..<ring.pointee.channelCount {
      let frames = program.pointee.state + ring.pointee.offset + channel &* stride
      var frame = 0
      while frame < past {
        vector_store(vector_load(frames + position - past + frame), frames + frame)
        frame &+= vector_lanes
      }
    }
    return past
  }
}
