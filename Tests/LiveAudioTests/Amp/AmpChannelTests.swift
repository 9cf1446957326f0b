import CRealtimeProbe
import NeuralAmp
import Synchronization
import TestSupport
import Testing

@testable import LiveAudio

/// Several channels through one amp: each as if it were alone, whatever is changed meanwhile.
struct AmpChannelTests {
  private static let block = AmpChainBench.block
  private static let blockCount = 150

  /// The last is 44.1 kHz: there are bridges in between.
  private static let models: [Model] = [
    .random(layers: 1, hidden: 8), .random(layers: 2, hidden: 16), .randomConvNet(seed: 4),
    ModelShape(layers: 1, hidden: 8).makeModel(sampleRate: 44_100),
  ]

  private func inputs(_ channelCount: Int) -> [[Float]] {
    (0..<channelCount).map { channel in
      var generator = SeededGenerator(seed: UInt64(channel + 7))
      return generator.floats(Self.blockCount * Self.block, in: -0.8...0.8)
    }
  }

  /// Gains, bypass, mute, another voice, an interruption and the end.
  private func change(_ bench: AmpChainBench, _ voice: Voice, at frame: Int) {
    switch frame / Self.block {
    case 5: bench.set(inputGain: 0.5)
    case 8: bench.set(outputGain: 2)
    case 30: bench.controls.pointee.isBypassed.store(true, ordering: .relaxed)
    case 50: bench.controls.pointee.isBypassed.store(false, ordering: .relaxed)
    case 60: bench.controls.pointee.isMuted.store(true, ordering: .relaxed)
    case 80: bench.controls.pointee.isMuted.store(false, ordering: .relaxed)
    case 85: bench.send(voice)
    case 110: bench.fadeIn()
    case 130: bench.controls.pointee.isStopping.store(true, ordering: .relaxed)
    default: break
    }
  }

  /// Nine are enough for lanes.
  @Test(arguments: models, [2, 9])
  func eachAsIfItWereAlone(_ model: Model, _ channelCount: Int) throws {
    let next = Model.random(layers: 1, hidden: 16)
    let inputs = inputs(channelCount)
    let together = try AmpChainBench(model, channelCount: channelCount)
    let voice = try Voice(next, channelCount: channelCount, AmpChainBench.timing)
    let outputs = together.process(channels: inputs) { change(together, voice, at: $0) }
    for (input, output) in zip(inputs, outputs) {
      let alone = try AmpChainBench(model)
      let voice = try Voice(next, channelCount: 1, AmpChainBench.timing)
      #expect(alone.process(input) { change(alone, voice, at: $0) }.bits == output.bits)
    }
    #expect(outputs[0].contains { $0 != 0 } && outputs[0] != outputs[1])
  }

  @Test func recordingsAreInterleaved() throws {
    let inputs = inputs(3)
    let bench = try AmpChainBench(.random(layers: 1, hidden: 8), channelCount: 3)
    let frameCount = inputs[0].count
    let rings = (0..<2).map { _ in FrameRing(channelCount: 3, capacity: frameCount) }
    bench.chain.chain.pointee.recording = RecordingTaps(input: rings[0].producer, output: rings[1].producer)
    let outputs = bench.process(channels: inputs)
    for (ring, channels) in zip(rings, [inputs, outputs]) {
      var recorded: [Float] = []
      ring.drain { part in
        if case .frames(let frames) = part { recorded += frames } else { Issue.record("a gap") }
      }
      #expect(recorded.bits == (0..<frameCount).flatMap { frame in channels.map { $0[frame] } }.bits)
    }
  }

  @Test(arguments: models)
  func neitherAllocatesNorLocks(_ model: Model) throws {
    let bench = try AmpChainBench(model, channelCount: 9)
    let ring = FrameRing(channelCount: 9, capacity: 4 * Self.block)
    bench.chain.chain.pointee.recording = RecordingTaps(output: ring.producer)
    let voice = try Voice(.random(layers: 1, hidden: 8), channelCount: 9, AmpChainBench.timing)
    let blocks = PlanarBlocks(inputs(9), capacity: Self.blockCount * Self.block)
    let chain = bench.chain.chain
    bench.set(outputGain: 2)
    chain.pointee.process(blocks.input, blocks.output, frameCount: Self.block)
    bench.send(voice)
    headroom_probe_begin()
    for _ in 0..<100 { chain.pointee.process(blocks.input, blocks.output, frameCount: Self.block) }
    let counts = headroom_probe_end()
    #expect(counts.allocations == 0 && counts.frees == 0 && counts.locks == 0)
    withExtendedLifetime((bench, ring, voice, blocks)) {}
  }
}
