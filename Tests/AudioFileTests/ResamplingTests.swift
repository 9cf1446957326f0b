import NeuralAmp
import TestSupport
import Testing

@testable import AudioFile

/// A file at another rate than the model's: same length, same rate, same place in time.
struct ResamplingTests {
  private let bench: RenderBench

  init() throws { bench = try RenderBench() }

  @Test(arguments: [8000, 22_050, 44_100, 47_999, 88_200, 96_000, 192_000], [44_100.0, 48_000, 96_000])
  func lengthAndRateAreTheInputs(_ rate: Int, _ modelRate: Double) throws {
    let tone = sine(frequency: 500, rate: rate, frames: 3001)
    let report = try bench.render(
      try bench.input(TestWAV(tone, rate: rate)), through: RenderBench.wire(sampleRate: modelRate))
    #expect(report.frameCount == 3001 && report.sampleRate == rate)
    #expect(try bench.samples().count == 3001)
  }

  /// A block that has been used up, with the output right behind it.
  @Test func emptyInputBesideTheOutput() throws {
    let resampler = try Resampler(.init(channelCount: 1, inputRate: 44_100, outputRate: 48_000))
    let memory = OwnedFrames(count: 2000)
    let done = try resampler.convert(
      FrameBlock(rebasing: memory.block[1000..<1000]), into: FrameBlock(rebasing: memory.block[1000...]))
    #expect(done.readCount == 0)
  }

  /// There and back, a tone is where it was: no delay, and nothing lost beyond the filter's edges.
  @Test(arguments: [
    (44_100, 48_000.0), (48_000, 44_100), (96_000, 48_000), (48_000, 96_000), (22_050, 48_000),
  ])
  func toneStaysInPlace(_ rate: Int, _ modelRate: Double) throws {
    let tone = sine(frequency: 1000, rate: rate, frames: rate / 2)
    try bench.render(
      try bench.input(TestWAV(tone, rate: rate)), through: RenderBench.wire(sampleRate: modelRate))
    let output = try bench.samples()
    // The tone starts and ends at once, which no band-limited signal can: leave out the edges.
    let inner = 2000..<tone.count - 2000
    let error = inner.map { abs(output[$0] - tone[$0]) }.max() ?? 1
    #expect(error < 2e-5)
  }

  /// The last frames are played too, not swallowed by the filter.
  @Test(arguments: [(44_100, 48_000.0), (48_000, 44_100), (96_000, 44_100)])
  func impulsesAtBothEndsArrive(_ rate: Int, _ modelRate: Double) throws {
    var click = [Float](repeating: 0, count: 4000)
    click[0] = 0.8
    click[2000] = 0.8
    click[3999] = 0.8
    try bench.render(
      try bench.input(TestWAV(click, rate: rate)), through: RenderBench.wire(sampleRate: modelRate))
    let output = try bench.samples()
    for place in [0, 2000, 3999] {
      let around = max(0, place - 20)...min(3999, place + 20)
      #expect(around.max { abs(output[$0]) < abs(output[$1]) } == place)
      // A lower rate in between keeps that part of the impulse that lies in its band.
      #expect(output[place] > 0.7 * Float(min(1, modelRate / Double(rate))))
    }
  }

  @Test func outputAtTheModelsRate() throws {
    let tone = sine(frequency: 1000, rate: 44_100, frames: 44_100)
    let report = try bench.render(try bench.input(TestWAV(tone, rate: 44_100))) { $0.outputRate = .model }
    #expect(report.sampleRate == 48_000 && report.frameCount == 48_000)
    let output = try bench.samples()
    let expected = sine(frequency: 1000, rate: 48_000, frames: 48_000)
    #expect((2000..<46_000).allSatisfy { abs(output[$0] - expected[$0]) < 2e-5 })
  }

  @Test func modelWithoutRateRunsAt48000() throws {
    let report = try bench.render(
      try bench.input(TestWAV([0, 0, 0], rate: 44_100)), through: RenderBench.wire(sampleRate: nil)
    ) { $0.outputRate = .model }
    #expect(report.sampleRate == 48_000)
  }

  @Test func tailIsInSecondsOfTheOutput() throws {
    let report = try bench.render(try bench.input(TestWAV([0, 0, 0], rate: 44_100))) { $0.tail = 0.5 }
    #expect(report.frameCount == 3 + 22_050)
  }

  @Test func channelsStayApart() throws {
    let left = sine(frequency: 1000, rate: 44_100, frames: 8000)
    let frames: [Float] = left.flatMap { [$0, Float(0)] }
    try bench.render(try bench.input(TestWAV(frames, channels: 2, rate: 44_100)))
    let output = try bench.samples()
    #expect(stride(from: 1, to: output.count, by: 2).allSatisfy { output[$0] == 0 })
    #expect((2000..<6000).allSatisfy { abs(output[2 * $0] - left[$0]) < 2e-5 })
  }

  /// One bad sample is one silent sample, not a hole of the filter's length.
  @Test func samplesThatAreNoNumbersAreNotSpread() throws {
    var tone = sine(frequency: 1000, rate: 44_100, frames: 8000)
    try bench.render(
      try bench.input(TestWAV(tone.enumerated().map { $0 == 4000 ? 0 : $1 }, rate: 44_100)), to: "zero.wav")
    tone[4000] = .nan
    let report = try bench.render(try bench.input(TestWAV(tone, rate: 44_100)))
    #expect(report.nonFiniteCount == 1)
    #expect(try bench.samples() == bench.samples("zero.wav"))
  }

  @Test func ratioBeyondTheResampler() throws {
    let input = try bench.input(TestWAV([0], rate: 1000))
    #expect(
      bench.problem { try bench.render(input, through: RenderBench.wire(sampleRate: 900_000)) }
        == .rateRatio(from: 1000, to: 900_000))
  }

  @Test func moreChannelsThanTheResamplerTakes() throws {
    let input = try bench.input(TestWAV([Float](repeating: 0, count: 200), channels: 200, rate: 44_100))
    #expect(bench.problem { try bench.render(input) } == .tooManyChannels(200, limit: 128))
  }
}
