import Dispatch
import NAMFormat
import NeuralAmp
import Synchronization
import TestSupport
import Testing

@testable import AudioFile

/// A file that is split is the file that goes through in one piece, but for what its seams are allowed.
struct SplitRenderTests {
  private let bench: RenderBench
  private let stock = RenderStock()

  init() throws { bench = try RenderBench() }

  private static func model(_ name: String) throws -> Model {
    try NAMFile(path: Repository.path("Models/\(name).nam")).makeModel()
  }

  /// An LSTM that holds what it hears: its forget gates are open.
  private static var elephant: Model {
    let configuration = LSTMConfiguration(
      layerCount: 1, inputChannelCount: 1, hiddenSize: 3, outputChannelCount: 1)
    var generator = SeededGenerator(seed: 40)
    var weights = generator.floats(configuration.weightCount, in: -0.3...0.3)
    // Rows of i, f, g, o, of four weights each, then the biases.
    for unit in 0..<3 {
      weights[48 + unit] = -8
      weights[48 + 3 + unit] = 30
      weights[48 + 6 + unit] = 0
    }
    return Model(lstm: configuration, weights: weights, sampleRate: 48_000)
  }

  private func split(
    _ input: String, as output: String, _ model: Model, limit: Float, helperCount: Int,
    isStopped: @escaping @Sendable () -> Bool = { false }
  ) throws -> SeamReport? {
    let job = try RenderJob(
      input, to: bench.folder.path(output), through: RenderModel(model, path: "amp.nam", loudness: nil),
      RenderOptions(), stock)
    #expect(SplitRender.isWorthwhile(job, through: model))
    let render = SplitRender(job, through: model, limit: limit, stock, isStopped: isStopped)
    let helpers = DispatchGroup()
    for _ in 0..<helperCount {
      DispatchQueue.global().async(group: helpers) { render.help(RenderStock()) }
    }
    defer {
      render.close()
      helpers.wait()
    }
    while try !render.advance(helperCount: helperCount) {
      if isStopped() { return nil }
    }
    return try render.finish().commit().seams
  }

  private func input(seconds: Int, channels: Int = 1, rate: Int = 48_000) throws -> String {
    let guitar = try AudioFileReader(path: Repository.path("Models/guitar_48000.wav")).readAll()
    let samples = (0..<seconds * rate * channels).map { index in
      guitar[(index / channels + index % channels * 1000) % guitar.count]
    }
    return try bench.input(TestWAV(samples, channels: channels, rate: rate))
  }

  private func difference(_ first: String, _ second: String) throws -> Float {
    let (first, second) = (try bench.samples(first), try bench.samples(second))
    #expect(first.count == second.count)
    return zip(first, second).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }

  /// Of captures as there are.
  @Test(arguments: ["lstm_1x8_clean", "lstm_1x16_crunch", "lstm_2x16_lead"])
  func withinTheLimit(_ name: String) throws {
    let model = try Self.model(name)
    let input = try input(seconds: 40)
    try bench.render(input, to: "whole.wav", through: model)
    let seams = try split(input, as: "split.wav", model, limit: 2e-5, helperCount: 0)
    let plan = try #require(SplitPlan(model, frameCount: 40 * 48_000, streamCount: 1))
    #expect(seams?.count == 2 * plan.segmentCount - 1)
    #expect(try #require(seams).largestDifference <= 2e-5)
    #expect(try difference("whole.wav", "split.wav") <= 2e-5)
    // However many threads there are.
    _ = try split(input, as: "again.wav", model, limit: 2e-5, helperCount: 2)
    #expect(try bench.folder.bytes("again.wav") == bench.folder.bytes("split.wav"))
  }

  @Test func channelsAndRates() throws {
    let model = try Self.model("lstm_1x8_clean")
    let input = try input(seconds: 45, channels: 2, rate: 44_100)
    try bench.render(input, to: "whole.wav", through: model)
    let seams = try split(input, as: "split.wav", model, limit: 2e-5, helperCount: 1)
    #expect(try #require(seams).count > 2)
    #expect(try difference("whole.wav", "split.wav") <= 4e-5)
  }

  /// What is allowed less is done again.
  @Test func seamsAreMended() throws {
    let model = try Self.model("lstm_2x16_lead")
    let input = try input(seconds: 40)
    try bench.render(input, to: "whole.wav", through: model)
    let loose = try #require(try split(input, as: "loose.wav", model, limit: 1, helperCount: 0))
    #expect(loose.mendedCount == 0 && loose.largestDifference > 0)
    let limit = loose.largestDifference / 2
    let strict = try #require(try split(input, as: "strict.wav", model, limit: limit, helperCount: 0))
    #expect(strict.mendedCount > 0 && strict.largestDifference <= limit)
  }

  /// What never forgets is done again from the first seam to the end, and is the same bits.
  @Test func whatNeverForgets() throws {
    let model = Self.elephant
    let input = try input(seconds: 40)
    try bench.render(input, to: "whole.wav", through: model)
    let seams = try #require(try split(input, as: "split.wav", model, limit: 1e-7, helperCount: 1))
    #expect(seams.mendedCount == seams.count && seams.count > 1)
    #expect(try bench.folder.bytes("whole.wav") == bench.folder.bytes("split.wav"))
  }

  @Test func shortFilesStayWhole() throws {
    let model = try Self.model("lstm_1x8_clean")
    let job = try RenderJob(
      try input(seconds: 1), to: bench.folder.path("out.wav"),
      through: RenderModel(model, path: "amp.nam", loudness: nil), RenderOptions(), stock)
    #expect(!SplitRender.isWorthwhile(job, through: model))
  }

  @Test func stopped() throws {
    let asked = Atomic(0)
    let seams = try split(
      try input(seconds: 40), as: "out.wav", try Self.model("lstm_1x8_clean"), limit: 1e-5, helperCount: 1
    ) { asked.add(1, ordering: .relaxed).newValue > 100 }
    #expect(seams == nil)
    #expect(try bench.folder.names() == ["in.wav"])
  }
}
