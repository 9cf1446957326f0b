import CRealtime
import KernelInterface

// Thread: audio.

extension BankGroup {
  /// Streams of a bank with their blocks, from the group's first on.
  struct Blocks {
    let isJoined: UnsafePointer<Bool>
    let inputs: UnsafePointer<UnsafePointer<Float>?>
    let outputs: UnsafePointer<UnsafeMutablePointer<Float>?>
    /// Of the group, those that there are.
    let streamCount: Int

    @_noLocks @_noAllocation
    init(
      isJoined: UnsafePointer<Bool>, inputs: UnsafePointer<UnsafePointer<Float>?>,
      outputs: UnsafePointer<UnsafeMutablePointer<Float>?>, streamCount: Int
    ) {
      self.isJoined = isJoined
      self.inputs = inputs
      self.outputs = outputs
      self.streamCount = streamCount
    }
  }

  @_noLocks @_noAllocation
  func process(_ blocks: Blocks, frameCount: Int) {
    guard let lanes else { return processStream(blocks, 0, frameCount) }
    let joinedCount = joinedCount(blocks)
    if joinedCount >= leastStreamCount {
      processLanes(lanes, blocks, frameCount)
    } else if joinedCount > 0 {
      for lane in 0..<blocks.streamCount {
        if !blocks.isJoined[lane] { continue }
        lanes.pointee.store(lane: lane, to: stream.state)
        processStream(blocks, lane, frameCount)
        lanes.pointee.load(stream.state, lane: lane)
      }
    }
  }

  @_noLocks @_noAllocation
  private func joinedCount(_ blocks: Blocks) -> Int {
    var count = 0
    for lane in 0..<blocks.streamCount { count += blocks.isJoined[lane] ? 1 : 0 }
    return count
  }

  @_noLocks @_noAllocation
  private func processStream(_ blocks: Blocks, _ lane: Int, _ frameCount: Int) {
    if !blocks.isJoined[lane] { return }
    guard let input = blocks.inputs[lane], let output = blocks.outputs[lane] else {
      return require(false, "process: a stream that has joined has no block")
    }
    stream.process(input: input, output: output, frameCount: frameCount)
  }

  @_noLocks @_noAllocation
  private func processLanes(_ lanes: UnsafePointer<LSTMLanesPlan>, _ blocks: Blocks, _ frameCount: Int) {
    let mode = headroom_fp_mode_enter()
    var done = 0
    while done < frameCount {
      let rest = frameCount - done
      let count = rest < Self.blockFrameCount ? rest : Self.blockFrameCount
      locate(lanes, blocks, from: done)
      LSTMLanesPlan.process(
        LSTMLanesBlock(
          plan: lanes, inputs: sources, outputs: targets, frameCount: count, input: input, output: output),
        kernel: kernel)
      done += count
    }
    headroom_fp_mode_restore(mode)
  }

  /// Lanes without a stream hear silence, and nobody hears them.
  @_noLocks @_noAllocation
  private func locate(_ lanes: UnsafePointer<LSTMLanesPlan>, _ blocks: Blocks, from first: Int) {
    let layout = lanes.pointee.layout
    for lane in 0..<lanes.pointee.width {
      sources[lane] = silence
      targets[lane] = unheard
      if lane >= blocks.streamCount { continue }
      if !blocks.isJoined[lane] { continue }
      guard let samples = blocks.inputs[lane], let output = blocks.outputs[lane] else {
        return require(false, "process: a stream that has joined has no block")
      }
      sources[lane] = samples + first * layout.inputCount
      targets[lane] = output + first * layout.outputCount
    }
  }
}
