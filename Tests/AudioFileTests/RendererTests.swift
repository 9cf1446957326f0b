import AudioFile
import NeuralAmp
import TestSupport
import Testing

/// What comes out is what the processor gives, in every format, and the file around it is right.
struct RendererTests {
  private let bench: RenderBench
  private let guitar: [Float]

  init() throws {
    bench = try RenderBench()
    var generator = SeededGenerator(seed: 3)
    guitar = generator.floats(5000, in: -0.9...0.9)
  }

  /// Offline = live: the file holds the bits that the same processor gives block by block.
  @Test func sameBitsAsTheProcessor() throws {
    let model = Model.random(layers: 2, hidden: 5, sampleRate: 48_000)
    try bench.render(try bench.input(TestWAV(guitar)), through: model)
    let expected = Processor(model: model, maximumFrameCount: 64).process(guitar, blocks: [64])
    #expect(try bench.samples().map(\.bitPattern) == expected.map(\.bitPattern))
  }

  @Test func coldStart() throws {
    let model = Model.random(layers: 2, hidden: 5, sampleRate: 48_000)
    try bench.render(try bench.input(TestWAV(guitar)), through: model) { $0.start = .stored }
    let processor = Processor(model: model, maximumFrameCount: 64)
    processor.reset(to: .stored)
    #expect(try bench.samples() == processor.process(guitar, blocks: [64]))
  }

  @Test func everyChannelIsAStreamOfItsOwn() throws {
    let model = Model.random(layers: 1, hidden: 6, sampleRate: 48_000)
    var generator = SeededGenerator(seed: 4)
    let frames = generator.floats(3 * 2500, in: -1...1)
    let report = try bench.render(try bench.input(TestWAV(frames, channels: 3)), through: model)
    #expect(report.channelCount == 3 && report.frameCount == 2500)
    let output = try bench.samples()
    for channel in 0..<3 {
      let mono = stride(from: channel, to: frames.count, by: 3).map { frames[$0] }
      let expected = Processor(model: model, maximumFrameCount: 64).process(mono, blocks: [64])
      #expect(stride(from: channel, to: output.count, by: 3).map { output[$0] } == expected)
    }
  }

  @Test func modelOfTwoChannelsTakesThemTogether() throws {
    let model = Model.random(layers: 1, hidden: 6, inputs: 2, outputs: 1, sampleRate: 48_000)
    let report = try bench.render(try bench.input(TestWAV(guitar, channels: 2)), through: model)
    #expect(report.channelCount == 1)
    let expected = Processor(model: model, maximumFrameCount: 64).process(guitar, blocks: [64])
    #expect(try bench.samples() == expected)
  }

  @Test func modelThatSplitsAChannel() throws {
    let model = Model.random(layers: 1, hidden: 4, outputs: 2, sampleRate: 48_000)
    let report = try bench.render(try bench.input(TestWAV(guitar)), through: model)
    #expect(report.channelCount == 2)
    let expected = Processor(model: model, maximumFrameCount: 64).process(guitar, blocks: [64])
    #expect(try bench.samples() == expected)
  }

  @Test func channelsThatDoNotFitTheModel() throws {
    let input = try bench.input(TestWAV([1, 2, 3], channels: 3))
    #expect(
      bench.problem { try bench.render(input, through: RenderBench.wire(inputs: 2)) }
        == .channels(file: 3, model: 2))
    #expect(try bench.folder.names() == ["in.wav"])
  }

  @Test func gains() throws {
    let input = try bench.input(TestWAV(guitar))
    let report = try bench.render(input) {
      $0.inputGain = 20
      $0.outputGain = -40
    }
    let output = try bench.samples()
    #expect(zip(output, guitar).allSatisfy { abs($0 - 0.1 * $1) < 1e-6 })
    let peak = guitar.map(abs).max() ?? 0
    #expect(report.inputPeak == peak)
    #expect(abs(report.outputPeak - 0.1 * peak) < 1e-6)
  }

  @Test func normalizesByTheModelsLoudness() throws {
    let input = try bench.input(TestWAV(guitar))
    try bench.render(input, loudness: -24) { $0.normalizes = true }
    let output = try bench.samples()
    #expect(zip(output, guitar).allSatisfy { abs($0 - Decibels.amplitude(6) * $1) < 1e-6 })
  }

  @Test func cannotNormalizeWithoutLoudness() throws {
    let input = try bench.input(TestWAV(guitar))
    #expect(
      bench.problem { try bench.render(input) { $0.normalizes = true } } == .noLoudness(model: "amp.nam"))
  }

  @Test func tail() throws {
    let model = Model.random(layers: 1, hidden: 6, sampleRate: 48_000)
    let report = try bench.render(try bench.input(TestWAV(guitar)), through: model) { $0.tail = 0.05 }
    #expect(report.frameCount == guitar.count + 2400)
    let expected = Processor(model: model, maximumFrameCount: 64)
      .process(guitar + [Float](repeating: 0, count: 2400), blocks: [64])
    #expect(try bench.samples() == expected)
  }

  @Test func emptyInputGivesAnEmptyFile() throws {
    let report = try bench.render(try bench.input(TestWAV([])))
    #expect(report.frameCount == 0)
    #expect(try bench.read().frameCount == 0)
  }

  @Test func samplesThatAreNoNumbersAreCounted() throws {
    let report = try bench.render(try bench.input(TestWAV([0.5, .nan, .infinity, -0.25])))
    #expect(report.nonFiniteCount == 2)
    #expect(report.inputPeak == 0.5)
    #expect(try bench.samples() == [0.5, 0, 0, -0.25])
  }

  /// The same input gives the same file, byte for byte, at any time.
  @Test(arguments: ["out.wav", "out.flac", "out.aiff", "out.caf"])
  func fileIsReproducible(_ name: String) throws {
    let input = try bench.input(TestWAV(guitar))
    try bench.render(input, to: name)
    let first = try bench.folder.bytes(name)
    try bench.render(input, to: name)
    #expect(try bench.folder.bytes(name) == first)
  }

  @Test func progressReachesTheEnd() throws {
    let input = try bench.input(TestWAV(guitar))
    var last: RenderProgress?
    let renderer = Renderer(
      RenderModel(RenderBench.wire(), path: "amp.nam", loudness: nil), options: RenderOptions())
    _ = try renderer.render(input, to: bench.folder.path("out.wav")) { progress in
      #expect(progress.renderedFrameCount > last?.renderedFrameCount ?? 0)
      last = progress
      return true
    }
    #expect(last?.renderedFrameCount == 5000 && last?.totalFrameCount == 5000)
  }
}
