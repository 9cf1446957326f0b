import NeuralAmp
import Synchronization
import TestSupport
import Testing

@testable import LiveAudio

/// From one capture to the next while it plays.
struct VoiceExchangeTests {
  private static let block = AmpChainBench.block
  private static let ramp = AmpChainBench.rampLength
  private let first = Model.randomConvNet(seed: 1)
  private let second = Model.randomConvNet(seed: 2)
  private let third = Model.randomConvNet(seed: 3)
  private let input: [Float] = {
    var generator = SeededGenerator(seed: 3)
    return generator.floats(60 * block, in: -0.5...0.5)
  }()

  /// Listens for a block.
  private func voice(_ model: Model, playsAlone: Bool = false) throws -> Voice {
    try Voice(model, channelCount: 1, AmpChainBench.timing, playsAlone: playsAlone)
  }

  private func amp(_ model: Model, _ input: [Float]) -> [Float] {
    Processor(model: model, maximumFrameCount: Self.block).process(input, blocks: [Self.block])
  }

  @Test func crossfades() throws {
    let bench = try AmpChainBench(first)
    let next = try voice(second)
    #expect(next.stream.pointee.memoryFrameCount == Self.block)
    let output = bench.process(input) { if $0 == 10 * Self.block { bench.send(next) } }
    let (old, new) = (amp(first, input), amp(second, input))
    let start = 11 * Self.block
    #expect(Array(output[..<start]).bits == Array(old[..<start]).bits)
    let end = start + Self.ramp
    #expect(Array(output[end...]).bits == Array(new[end...]).bits, "as if it had played all along")
    var share = Ramp(0, length: Self.ramp)
    share.aim(at: 1)
    for (frame, from) in zip(start..<end, old[start...]) {
      #expect(abs(output[frame] - (from + (new[frame] - from) * share.next())) < 1e-6)
    }
  }

  /// Where there is no time for two: silence, as long as the new one listens.
  @Test func changesInSilence() throws {
    let bench = try AmpChainBench(first)
    let next = try voice(second, playsAlone: true)
    let output = bench.process(input) { if $0 == 10 * Self.block { bench.send(next) } }
    let (old, new) = (amp(first, input), amp(second, input))
    let silence = 10 * Self.block + Self.ramp..<11 * Self.block + Self.ramp
    #expect(output[silence].allSatisfy { $0 == 0 })
    #expect(zip(output, old).prefix(silence.lowerBound).allSatisfy { abs($0) <= abs($1) })
    #expect(output[silence.upperBound + 1] != 0)
    let end = silence.upperBound + Self.ramp
    #expect(zip(output, new).prefix(end).dropFirst(silence.upperBound).allSatisfy { abs($0) <= abs($1) })
    #expect(Array(output[end...]).bits == Array(new[end...]).bits)
    #expect(bench.takeRetired() == bench.voice.stream)
  }

  @Test func handsTheOldOneBack() throws {
    let bench = try AmpChainBench(first)
    let next = try voice(second)
    bench.send(next)
    _ = bench.process(Array(input.prefix(Self.block + Self.ramp)))
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
