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
    stock: RenderStock = RenderStock(), isStopped: @escaping @Sendable () -> Bool = { false }
  ) throws -> RenderReport? {
    var options = RenderOptions()
    options.start = start
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
    while try !render.advance(.init(helperCount: helperCount, byteCount: 64_000_000)) {
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

  @Test func nothingIsPreparedTwice() throws {
    let model = try model("a1_nano")
    let input = try bench.input(TestWAV([Float](repeating: 0.1, count: 30_000), channels: 2, rate: 44_100))
    let stock = RenderStock()
    _ = try chunked(input, model, start: .rest, helperCount: 0, stock: stock)
    let count = stock.preparationCount
    _ = try chunked(input, model, start: .rest, helperCount: 0, stock: stock)
    #expect(stock.preparationCount == count)
  }

  /// Whoever helps has something to do, and nobody more memory than there is.
  @Test(arguments: [1, 2, 7, 63], [1, 2, 64])
  func chunks(_ helperCount: Int, _ channelCount: Int) throws {
    let model = try model("a1_nano")
    let input = try bench.input(
      TestWAV([Float](repeating: 0, count: channelCount), channels: channelCount))
    let stock = RenderStock()
    let job = try RenderJob(
      input, to: bench.folder.path("out.wav"),
      through: RenderModel(model, path: "amp.nam", loudness: nil), RenderOptions(), stock)
    let render = ChunkedRender(job, through: model, stock) { false }
    for (byteCount, frameCount) in [(1_000_000, 240_000)]
      + [10_000, 240_000, 100_000_000].map({ (64_000_000, $0) })
    {
      let share = ChunkedRender.Share(helperCount: helperCount, byteCount: byteCount)
      let limit = render.chunkLimit(share)
      let chunk = render.chunkFrameCount(share, limit, of: frameCount)
      #expect(limit >= 1 && limit <= helperCount + 3)
      #expect(chunk >= model.memoryFrameCount && chunk % RenderJob.blockFrameCount == 0)
      #expect(limit == 1 || limit * render.byteCount(chunk) <= byteCount)
      if byteCount == 64_000_000 {
        #expect(chunk <= max(4 * (model.memoryFrameCount + 1024), frameCount / (helperCount + 1) + 1024))
      }
    }
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
