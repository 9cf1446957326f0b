import TestSupport
import Testing

@testable import NeuralAmp

struct ModelSwitchTests {
  private static let fade = 960
  private let first = Model.randomConvNet(seed: 1)
  private let second = Model.randomConvNet(seed: 2)
  private let third = Model.randomConvNet(seed: 3)
  private let input: [Float] = {
    var generator = SeededGenerator(seed: 3)
    return generator.floats(4000, in: -0.5...0.5)
  }()

  private func play(_ model: Model) -> [Float] {
    Processor(model: model, maximumFrameCount: 256).process(input, blocks: [256])
  }

  private func stream() -> ModelSwitch { ModelSwitch(model: first, maximumFrameCount: 256) }

  /// The sum of two streams that play from the first frame on, faded from one to the other.
  private func faded(_ old: [Float], _ new: [Float], from start: Int) -> [Float] {
    var share = Ramp(0, length: Self.fade)
    share.aim(at: 1)
    return zip(old, new).enumerated().map { frame, pair in
      frame < start ? pair.0 : pair.0 + (pair.1 - pair.0) * share.next()
    }
  }

  @Test func withoutAChangeItIsTheModel() {
    #expect(stream().process(input, blocks: [100]).bits == play(first).bits)
  }

  /// Listens from 1024 on, the next whole block of 64, for 64 frames, and is faded to.
  @Test(arguments: [[1], [10], [50, 200], [250]])
  func changes(_ blocks: [Int]) {
    let stream = stream()
    #expect(stream.crossfadeFrameCount == Self.fade)
    let output = stream.process(input, blocks: blocks) { if $0 == 1000 { stream.prepare(second) } }
    let (old, new) = (play(first), play(second))
    let start = 1024 + second.memoryFrameCount
    #expect(start == 1088)
    #expect(Array(output[..<start]).bits == Array(old[..<start]).bits)
    let end = start + Self.fade - 1
    #expect(Array(output[end...]).bits == Array(new[end...]).bits)
    let expected = faded(old, new, from: start)
    #expect(zip(output, expected).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test func anyBlocksGiveTheSameBits() {
    let outputs = [[1], [125], [250], [1, 124], [3, 47, 200]].map { blocks in
      let stream = stream()
      return stream.process(input, blocks: blocks) { if $0 == 500 { stream.prepare(second) } }.bits
    }
    #expect(outputs.allSatisfy { $0 == outputs[0] })
  }

  @Test func severalChannels() {
    let (old, new) = (
      Model.randomConvNet(seed: 1, inputs: 2, outputs: 3), Model.randomConvNet(seed: 2, inputs: 2, outputs: 3)
    )
    let stream = ModelSwitch(model: old, maximumFrameCount: 2000)
    stream.prepare(new)
    var output = [Float](repeating: .nan, count: 2000 * 3)
    stream.process(input: input, output: &output, frameCount: 2000)
    let expected = Processor(model: new, maximumFrameCount: 2000).process(input, blocks: [2000])
    let end = (new.memoryFrameCount + Self.fade) * 3
    #expect(Array(output[end...]).bits == Array(expected[end...]).bits)
    #expect(output[0] != expected[0])
  }

  // MARK: Requests

  /// The one under way is finished; of those that wait the newest plays.
  @Test func theNewestIsNext() {
    let stream = stream()
    weak var skipped: Model?
    let output = stream.process(input, blocks: [64]) { frame in
      if frame == 0 { stream.prepare(second) }
      if frame == 128 {
        let model = Model.randomConvNet(seed: 9)
        skipped = model
        stream.prepare(model)
      }
      if frame == 256 { stream.prepare(third) }
      stream.reclaim()
    }
    #expect(skipped == nil)
    let (between, end) = (64 + Self.fade, 2 * (64 + Self.fade + 64))
    #expect(output[between] == play(second)[between])
    #expect(Array(output[end...]).bits == Array(play(third)[end...]).bits)
  }

  /// Freed by who reclaims it, not before, and once.
  @Test func theOldOneIsReclaimed() {
    var old: Model? = Model.randomConvNet(seed: 4)
    weak let released = old
    let stream = ModelSwitch(model: old!, maximumFrameCount: 64)
    old = nil
    stream.prepare(second)
    _ = stream.process(Array(input[..<1000]), blocks: [64])
    #expect(!stream.reclaim(), "it is still heard")
    _ = stream.process(Array(input[..<128]), blocks: [64])
    #expect(released != nil)
    #expect(stream.reclaim())
    #expect(released == nil)
    #expect(!stream.reclaim())
  }

  @Test func othersChannelsTrap() async {
    await #expect(processExitsWith: .failure) {
      ModelSwitch(model: .randomConvNet(), maximumFrameCount: 1).prepare(.randomConvNet(outputs: 2))
    }
  }

  @Test func otherRatesTrap() async {
    await #expect(processExitsWith: .failure) {
      ModelSwitch(model: .randomConvNet(), maximumFrameCount: 1)
        .prepare(.random(layers: 1, hidden: 2, sampleRate: 44_100))
    }
  }

  @Test func tooLongABlockTraps() async {
    await #expect(processExitsWith: .failure) {
      var samples: [Float] = [0, 0]
      samples.withUnsafeMutableBufferPointer { samples in
        ModelSwitch(model: .randomConvNet(), maximumFrameCount: 1)
          .process(input: samples.baseAddress!, output: samples.baseAddress!, frameCount: 2)
      }
    }
  }
}

struct NetworkMemoryTests {
  private func memory(_ description: NetworkDescription) -> Int { description.memoryFrameCount }

  private func response(_ tapCount: Int) -> NetworkDescription {
    NetworkDescription(
      .linear(LinearConfiguration(tapCount: tapCount, hasBias: false)),
      weights: [Float](repeating: 0.1, count: tapCount), sampleRate: nil)
  }

  @Test func wholeBlocksOfEachPart() {
    #expect(Model.randomConvNet().memoryFrameCount == 64)
    #expect(memory(response(64)) == 64)
    #expect(memory(response(65)) == 128)
    let chain = SequentialConfiguration(networks: [response(10), response(20)])
    #expect(memory(NetworkDescription(.sequential(chain), weights: [], sampleRate: nil)) == 128)
  }

  @Test func recurrentOnesHalfASecond() {
    #expect(Model.random(layers: 1, hidden: 2).memoryFrameCount == 24_000)
    #expect(Model.random(layers: 1, hidden: 2, sampleRate: 96_000).memoryFrameCount == 48_000)
    #expect(Model.random(layers: 0, hidden: 2).memoryFrameCount == 0)
  }
}
