import NeuralAmp
import Synchronization
import TestSupport
import Testing

@testable import LiveAudio

/// From one capture to the next while it plays.
struct VoiceExchangeTests {
  private static let block = AmpChainBench.block
  private static let ramp = AmpChainBench.rampLength
  private let first = Model.random(layers: 1, hidden: 8, seed: 1)
  private let second = Model.random(layers: 1, hidden: 8, seed: 2)
  private let third = Model.random(layers: 1, hidden: 8, seed: 3)
  private let input: [Float] = {
    var generator = SeededGenerator(seed: 3)
    return generator.floats(60 * block, in: -0.5...0.5)
  }()

  private func voice(_ model: Model) throws -> Voice { try Voice(model, AmpChainBench.timing) }

  private func amp(_ model: Model, _ input: [Float]) -> [Float] {
    Processor(model: model, maximumFrameCount: Self.block).process(input, blocks: [Self.block])
  }

  @Test func crossfades() throws {
    let bench = try AmpChainBench(first)
    let next = try voice(second)
    let start = 10 * Self.block
    let output = bench.process(input) { if $0 == start { bench.send(next) } }
    let old = amp(first, input)
    let new = amp(second, Array(input[start...]))
    #expect(Array(output[..<start]).bits == Array(old[..<start]).bits)
    #expect(Array(output[(start + Self.ramp)...]) == Array(new[Self.ramp...]), "to the bit when it is over")
    var share = Ramp(0, length: Self.ramp)
    share.aim(at: 1)
    for frame in 0..<Self.ramp {
      let (from, to) = (old[start + frame], new[frame])
      #expect(abs(output[start + frame] - (from + (to - from) * share.next())) < 1e-6)
    }
  }

  @Test func handsTheOldOneBack() throws {
    let bench = try AmpChainBench(first)
    let next = try voice(second)
    bench.send(next)
    _ = bench.process(Array(input.prefix(Self.ramp)))
    #expect(bench.takeRetired() == nil, "it is still in use")
    #expect(bench.playing == bench.voice.stream)
    _ = bench.process(Array(input.prefix(Self.block)))
    #expect(bench.playing == next.stream)
    #expect(bench.takeRetired() == bench.voice.stream)
    _ = bench.process(input)
    #expect(bench.takeRetired() == nil, "only once")
  }

  /// One exchange at a time; the next when the old voice is out of the way.
  @Test func aSecondOneWaits() throws {
    let bench = try AmpChainBench(first)
    let (next, last) = (try voice(second), try voice(third))
    bench.send(next)
    _ = bench.process(Array(input.prefix(Self.block)))
    bench.send(last)
    _ = bench.process(input)
    #expect(bench.playing == next.stream)
    #expect(
      bench.controls.pointee.nextVoice.load(ordering: .relaxed) == last.stream, "nobody freed the first")
    #expect(bench.takeRetired() == bench.voice.stream)
    _ = bench.process(input)
    #expect(bench.playing == last.stream)
    #expect(bench.takeRetired() == next.stream)
    #expect(bench.controls.pointee.nextVoice.load(ordering: .relaxed) == nil)
  }

  /// A stop does not wait for it.
  @Test func stopInTheMidst() throws {
    let bench = try AmpChainBench(first)
    let next = try voice(second)
    bench.send(next)
    _ = bench.process(Array(input.prefix(Self.block)))
    bench.controls.pointee.isStopping.store(true, ordering: .relaxed)
    _ = bench.process(Array(input.prefix(Self.ramp)))
    #expect(bench.hasFadedOut)
  }
}
