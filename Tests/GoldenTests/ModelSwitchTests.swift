import NAMFormat
import NeuralAmp
import TestSupport
import Testing

/// Changes to networks of each architecture, while a sine plays.
struct GoldenSwitchTests {
  private static let fade = 960
  private let sine = SineFit.sine(997.0 / 48_000, count: 24_000, amplitude: 0.1)

  private func file(_ name: String) throws -> NAMFile {
    try NAMFile(path: Repository.path("Tests/Goldens/models/\(name).nam"))
  }

  private func play(_ model: Model) -> [Float] {
    Processor(model: model, maximumFrameCount: 256).process(sine, blocks: [256])
  }

  /// After the fade it is, to the bit, the model that plays from the first frame on.
  @Test(
    arguments: [
      "wavenet_2_arrays", "wavenet_head_kernel", "condition_wavenet", "condition_linear",
      "convnet_batchnorm",
      "linear_64", "linear_2048", "linear_8192", "sequential_linear_wavenet", "sequential_wavenet_convnet",
      "slim_any_width", "container_wavenets",
    ], Kernel.available)
  func soundsAsIfItHadPlayedAllAlong(_ name: String, _ kernel: Kernel) throws {
    let model = try file(name).makeModel(kernel: kernel)
    let silence = NetworkDescription(
      .linear(LinearConfiguration(tapCount: 1, hasBias: false)), weights: [0],
      sampleRate: model.effectiveSampleRate)
    let stream = ModelSwitch(model: Model(silence), maximumFrameCount: 100)
    let output = stream.process(sine, blocks: [100]) { if $0 == 7000 { stream.prepare(model) } }
    let start = 7040 + model.memoryFrameCount
    let end = start + stream.crossfadeFrameCount - 1
    #expect(output[..<start].allSatisfy { $0 == 0 })
    #expect(Array(output[end...]).bits == Array(play(model)[end...]).bits)
  }

  /// The greatest step from frame to frame while qualities change is that of one of them alone, and what two of
  /// them are apart, spread over the fade.
  @Test func changingTheQualityDoesNotClick() throws {
    let file = try file("container_wavenets")
    let models = try ([0] + file.qualityBreakpoints).map { quality throws(NAMFileError) in
      try file.makeModel(quality: quality)
    }
    let stream = ModelSwitch(model: models[0], maximumFrameCount: 64)
    var count = 0
    let output = stream.process(sine, blocks: [64]) { frame in
      if frame % (64 * 50) != 0 { return }
      count += 1
      stream.prepare(models[count % models.count])
    }
    let alone = models.map(play)
    let apart = alone.flatMap { one in zip(one, alone[0]).map { abs($0 - $1) } }.max()! * 2
    // The steepest a fade gets: 15/8 of its height, over its length.
    let bound = alone.map(step).max()! + apart * 15 / 8 / Float(Self.fade)
    #expect(step(output) <= bound)
    #expect(step(alone[0]) > 0)
  }

  private func step(_ signal: [Float]) -> Float {
    zip(signal.dropFirst(), signal).map { abs($0 - $1) }.max()!
  }
}
