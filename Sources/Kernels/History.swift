import CVector
import KernelInterface

// Thread: audio. Rings: see `Ring`.

extension FrameTile {
  /// Where the current tile of a ring begins, in frames.
  @inline(__always)
  func position(ring: Int) -> Int { Int(program.pointee.state[ring].bitPattern) }

  @inline(__always)
  func planes(_ signal: Signal) -> Planes {
    if signal.ring < 0 {
      let tile = Program.tileFrameCount
      return Planes(first: program.pointee.workspace + signal.channel * tile, stride: tile)
    }
    let ring = program.pointee.rings[signal.ring]
    let start = program.pointee.state + ring.offset + signal.channel * ring.stride
    return Planes(first: start + position(ring: signal.ring), stride: ring.stride)
  }

  /// How far a signal is from the beginning of its ring, and the ring's length; zeros for planes.
  @inline(__always)
  func place(_ signal: Signal) -> (position: Int, frameCount: Int) {
    if signal.ring < 0 { return (0, 0) }
    return (position(ring: signal.ring), program.pointee.rings[signal.ring].frameCount)
  }

  /// After the last write to a tile of some channels: keeps the ring's second beginning what the first is.
  @inline(__always)
  func finish(_ signal: Signal, channelCount: Int) {
    if signal.ring >= 0 { finishRing(signal, channelCount) }
  }

  @inline(never)
  private func finishRing(_ signal: Signal, _ channelCount: Int) {
    let ring = program.pointee.rings[signal.ring]
    let (start, end) = (position(ring: signal.ring), position(ring: signal.ring) + frameCount)
    let tile = Program.tileFrameCount
    if start >= tile && end <= ring.frameCount && !isSettling { return }
    for channel in 0..<channelCount {
      let frames = program.pointee.state + ring.offset + (signal.channel + channel) * ring.stride
      if isSettling {
        for frame in 1..<ring.stride { frames[frame] = frames[0] }
      } else {
        if end > ring.frameCount { copy(frames + ring.frameCount, to: frames, end - ring.frameCount) }
        if start < tile {
          copy(frames + start, to: frames + ring.frameCount + start, (end < tile ? end : tile) - start)
        }
      }
    }
  }

  @inline(__always)
  private func copy(_ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, _ count: Int) {
    for index in 0..<count { target[index] = source[index] }
  }

  /// On to the next tile.
  @inline(__always)
  func advance() {
    for index in 0..<program.pointee.ringCount {
      let next = position(ring: index) + frameCount
      let length = program.pointee.rings[index].frameCount
      program.pointee.state[index] = Float(
        bitPattern: UInt32(truncatingIfNeeded: next < length ? next : next - length))
    }
  }
}
