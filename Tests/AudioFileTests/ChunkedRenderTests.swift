import Dispatch
import NAMFormat
import NeuralAmp
import Synchronization
import TestSupport
import Testing

@testable import AudioFile

/// A file that several threads render in chunks is the file that one renders from its beginning to its end.
struct ChunkedRenderTests {
  private let bench: RenderBench

  init() throws { bench = try RenderBench() }

  private func model(_ name: String) throws -> Model {
    try NAMFile(path: Repository.path("Tests/Goldens/models/\(name).nam")).makeModel()
  }

  private func chunked(
    _ input: String, _ model: Model, start: Model.Start, helperCount: Int,
    isStopped: @escaping @Sendable () -> Bool = { false }
  ) throws -> RenderReport? {
    var options = RenderOptions()
    options.start = start
    let stock = RenderStock()
    let job = try RenderJob(
      input, to: bench.folder.path("chunked.wav"),
      through: RenderModel(model, path: "amp.nam", loudness: nil), options, stock)
    let render = ChunkedRender(job, through: model, stock, isStopped: isStopped)
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
    return try render.finish().commit()
  }

  /// Short chunks at first, as there are while nobody helps, then long ones.
  @Test(
    arguments: [
      "a1_nano", "a2_lite", "convnet_long", "convnet_plain", "linear_2048", "linear_300_1in_2out",
      "condition_linear", "sequential_wavenet_convnet", "wavenet_2in_2out", "lstm_0x2_1in_2out",
    ], [0, 2])
  func sameBits(_ name: String, _ helperCount: Int) throws {
    let model = try model(name)
    #expect(model.isFeedForward)
    var generator = SeededGenerator(seed: 30)
    let channels = 2 * model.inputChannelCount
    let wav = TestWAV(
      generator.floats(300_001 * channels, in: -0.7...0.7), channels: channels,
      rate: Int(model.effectiveSampleRate))
    let input = try bench.input(wav)
    for start in [Model.Start.rest, .stored] {
      try bench.render(input, to: "whole.wav", through: model) { $0.start = start }
      let report = try chunked(input, model, start: start, helperCount: helperCount)
      #expect(report?.frameCount == 300_001)
      #expect(try bench.folder.bytes("chunked.wav") == bench.folder.bytes("whole.wav"))
    }
  }

  @Test func sameBitsResampled() throws {
    let model = try model("a1_nano")
    var generator = SeededGenerator(seed: 31)
    let input = try bench.input(TestWAV(generator.floats(100_000, in: -0.7...0.7), rate: 44_100))
    try bench.render(input, to: "whole.wav", through: model)
    _ = try chunked(input, model, start: .rest, helperCount: 1)
    #expect(try bench.folder.bytes("chunked.wav") == bench.folder.bytes("whole.wav"))
  }

  /// Recurrent parts are recognized wherever they are.
  @Test(arguments: [
    "lstm_1x3", "condition_lstm", "sequential_lstm_linear",
  ])
  func recurrent(_ name: String) throws {
    #expect(try !model(name).isFeedForward)
  }

  @Test func stopped() throws {
    let asked = Atomic(0)
    let input = try bench.input(TestWAV([Float](repeating: 0.1, count: 2_000_000)))
    let report = try chunked(input, try model("a1_standard"), start: .rest, helperCount: 2) {
      asked.add(1, ordering: .relaxed).newValue > 100
    }
    #expect(report == nil)
    #expect(try bench.folder.names() == ["in.wav"])
  }
}
