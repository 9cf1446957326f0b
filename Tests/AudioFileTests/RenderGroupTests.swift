import NeuralAmp
import TestSupport
import Testing

@testable import AudioFile

/// Files that go through a model side by side come out as each does by itself, and what is prepared is used again.
struct RenderGroupTests {
  private let bench: RenderBench

  init() throws { bench = try RenderBench() }

  private static func model(_ hidden: Int = 8) -> Model {
    .random(layers: 1, hidden: hidden, sampleRate: 48_000)
  }

  private func job(
    _ input: String, _ output: String, _ model: Model, _ stock: RenderStock, tail: Double = 0
  ) throws -> RenderJob {
    var options = RenderOptions()
    options.tail = tail
    return try RenderJob(
      bench.folder.path(input), to: bench.folder.path(output),
      through: RenderModel(model, path: "amp.nam", loudness: nil), options, stock)
  }

  /// Of mixed length, rate and channels; some are empty.
  private func writeInputs(_ count: Int) throws {
    var generator = SeededGenerator(seed: 20)
    for index in 0..<count {
      let channels = [1, 1, 2, 1, 3][index % 5]
      let frames = index % 7 == 6 ? 0 : Int.random(in: 1...6000, using: &generator)
      let rate = [48_000, 44_100, 48_000, 96_000][index % 4]
      _ = try bench.input(
        TestWAV(generator.floats(frames * channels, in: -0.5...0.5), channels: channels, rate: rate),
        as: "in\(index).wav")
    }
  }

  /// Joins files as room appears, until all have ended. Returns which ended, in the order in which they did.
  private func render(_ count: Int, streamLimit: Int, _ model: Model, as name: String) throws -> [Int] {
    let stock = RenderStock()
    let group = RenderGroup(model, streamLimit: streamLimit, stock)
    var waiting = (0..<count).map { $0 }[...]
    var next: RenderJob?
    var ended: [Int] = []
    while !waiting.isEmpty || !group.isEmpty {
      while let index = waiting.first {
        let candidate = try next ?? job("in\(index).wav", "\(name)\(index).wav", model, stock)
        next = candidate
        guard candidate.shape.streamCount <= group.freeStreamCount else { break }
        group.add(candidate, id: index)
        next = nil
        waiting.removeFirst()
      }
      for ending in group.advance() {
        _ = try ending.result.get().commit()
        ended.append(ending.id)
      }
    }
    return ended
  }

  @Test(arguments: [3, 16, 32, 40], [8, 20])
  func sameBitsAsAlone(_ streamLimit: Int, _ hidden: Int) throws {
    let model = Self.model(hidden)
    try writeInputs(23)
    #expect(try render(23, streamLimit: streamLimit, model, as: "out").sorted() == Array(0..<23))
    for index in 0..<23 {
      try bench.render(bench.folder.path("in\(index).wav"), to: "alone.wav", through: model)
      #expect(try bench.folder.bytes("alone.wav") == bench.folder.bytes("out\(index).wav"))
    }
  }

  /// What goes wrong with one file is its own affair, and its place is free.
  @Test func oneThatFails() throws {
    let model = Self.model()
    let stock = RenderStock()
    try writeInputs(2)
    let samples = [Float](repeating: 0.5, count: 20_000)
    _ = try bench.input(TestWAV(samples), as: "long.wav")
    let group = RenderGroup(model, streamLimit: 3, stock)
    group.add(try job("in0.wav", "out0.wav", model, stock), id: 0)
    group.add(try job("long.wav", "cut.wav", model, stock), id: 1)
    group.add(try job("in1.wav", "out1.wav", model, stock), id: 2)
    // Cut short while it is read.
    _ = try bench.folder.write(Array(TestWAV(samples).bytes.prefix(30_000)), as: "long.wav")
    var endings: [RenderGroup.Ending] = []
    while !group.isEmpty { endings += group.advance() }
    #expect(endings.map(\.id).sorted() == [0, 1, 2])
    for ending in endings {
      if ending.id == 1 {
        #expect(throws: AudioFileError.self) { try ending.result.get() }
      } else {
        _ = try ending.result.get().commit()
      }
    }
    #expect(group.freeStreamCount == 3)
    #expect(
      try bench.folder.names().filter { $0.hasPrefix("out") || $0 == "cut.wav" } == ["out0.wav", "out1.wav"])
  }

  /// The second file of a kind finds everything there.
  @Test func nothingIsPreparedTwice() throws {
    let model = Self.model()
    let other = Self.model(9)
    let stock = RenderStock()
    let samples = [Float](repeating: 0.25, count: 6000)
    _ = try bench.input(TestWAV(samples, channels: 2, rate: 44_100), as: "a.wav")
    _ = try bench.input(TestWAV(samples, channels: 2, rate: 96_000), as: "b.wav")
    let render = { (name: String, model: Model) -> [UInt8] in
      let job = try self.job(name, "out.wav", model, stock)
      let group = RenderGroup(model, streamLimit: 2, stock)
      group.add(job, id: 0)
      while let ending = Optional(group.advance()) {
        if let result = ending.first?.result {
          _ = try result.get().commit()
          break
        }
      }
      return try self.bench.folder.bytes("out.wav")
    }
    let first = try render("a.wav", model)
    // Two resamplers, a bank, blocks in and out.
    #expect(stock.preparationCount == 5)
    #expect(try render("a.wav", model) == first)
    #expect(stock.preparationCount == 5)
    let second = try render("b.wav", model)
    #expect(stock.preparationCount == 7)
    #expect(try render("a.wav", model) == first)
    #expect(stock.preparationCount == 7)
    _ = try render("a.wav", other)
    #expect(stock.preparationCount == 8)
    #expect(try render("b.wav", model) == second)
    #expect(stock.preparationCount == 9)
  }

  /// What is kept for later does not grow with what has been there.
  @Test func whatIsKeptIsBounded() throws {
    let stock = RenderStock()
    let shapes = (0..<200).map {
      Resampler.Shape(channelCount: 4, inputRate: 8000 + Double($0), outputRate: 48_000)
    }
    for shape in shapes { stock.giveBack(try stock.resampler(shape, path: "")) }
    #expect(stock.preparationCount == 200)
    // The latest are there still, the first are not.
    stock.giveBack(try stock.resampler(shapes[199], path: ""))
    #expect(stock.preparationCount == 200)
    stock.giveBack(try stock.resampler(shapes[0], path: ""))
    #expect(stock.preparationCount == 201)
  }
}
