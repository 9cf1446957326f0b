/// From the state that a file stores to the state at rest: zeros are fed until the network has settled.
enum Prewarm {
  /// NeuralAmpModelerCore's `render` tool resets with blocks of this many frames and feeds whole blocks.
  static let blockFrameCount = 64

  /// Half a second; one frame where the rate is not known.
  static func lstmSilence(sampleRate: Double?) -> Int { max(1, Int(0.5 * (sampleRate ?? 0))) }

  /// The same in whole blocks.
  static func lstmFrameCount(sampleRate: Double?) -> Int { wholeBlocks(lstmSilence(sampleRate: sampleRate)) }

  /// In whole blocks, as NeuralAmpModelerCore's `render` tool feeds them.
  static func frameCount(_ description: NetworkDescription) -> Int {
    wholeBlocks(max(1, description.settlingFrameCount))
  }

  private static func wholeBlocks(_ count: Int) -> Int {
    (count + blockFrameCount - 1) / blockFrameCount * blockFrameCount
  }

  /// The state after silence without end, in closed form: a frame is computed, and stands for all before it.
  static func settle(_ program: ProgramNetwork) -> AlignedFloats {
    let start = program.makeStoredState()
    let memory = StreamMemory(.program(program), stateCount: start.count)
    memory.state.copy(from: start.pointer)
    memory.stream.settle()
    return memory.state
  }

  /// The state after `frameCount` frames of silence, a whole number of blocks.
  ///
  /// A block that leaves the state as it found it would do so for ever: the rest is skipped, and the
  /// result is the same bits.
  static func settle(_ network: Network, from start: AlignedFloats, frameCount: Int) -> AlignedFloats {
    let memory = StreamMemory(network, stateCount: start.count)
    let state = memory.state
    state.copy(from: start.pointer)
    let silence = AlignedFloats(count: blockFrameCount * network.inputChannelCount)
    let discarded = AlignedFloats(count: blockFrameCount * network.outputChannelCount)
    let previous = AlignedFloats(count: start.count)
    for _ in 0..<frameCount / blockFrameCount {
      previous.copy(from: state.pointer)
      memory.stream.process(input: silence.pointer, output: discarded.pointer, frameCount: blockFrameCount)
      if state.hasSameBits(as: previous) { break }
    }
    return state
  }
}
