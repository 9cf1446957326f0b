import Foundation
import NeuralAmp
import TestSupport
import Testing

@testable import AudioFile

/// `HEADROOM_FIGURES=1 swift test -c release -Xswiftc -enable-testing --filter RenderBatchBench` prints how much faster
/// a batch, and a long file, are on all cores than one after the other. 24-bit files at 48 kHz, through LSTMs that a
/// seed makes up and an A1 standard.
struct RenderBatchBench {
  private let batch: RenderBatch

  init() throws { batch = try RenderBatch() }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["HEADROOM_FIGURES"] == "1"))
  func figures() throws {
    try batch.makeFolder("in")
    for index in 0..<32 { try writeInput("in/\(index).wav", seconds: 20) }
    try writeInput("long.wav", seconds: 600)
    for (layers, hidden) in [(1, 8), (1, 16), (2, 8)] {
      let name = "lstm_\(layers)x\(hidden).nam"
      _ = try batch.folder.write(Array(capture(layers, hidden).utf8), as: name)
      try compare(
        "32 files of 20 s, \(layers)x\(hidden)", ["-r", "in", "-m", name, "-o", "out"], seconds: 640)
    }
    let standard = Repository.path("Tests/Goldens/models/a1_standard.nam")
    try compare("10 minutes, A1 standard", ["long.wav", "-m", standard, "-o", "out.wav"], seconds: 600)
  }

  /// The best of both, taken in turn.
  private func compare(_ what: String, _ arguments: [String], seconds: Double) throws {
    var best = (sequential: Double.infinity, together: Double.infinity)
    for _ in 0..<5 {
      best.sequential = min(best.sequential, try elapsed(arguments + ["--sequential"]))
      best.together = min(best.together, try elapsed(arguments))
    }
    let ratio = best.sequential / best.together
    print("\(what): \(format(ratio)) times as fast, \(format(seconds / best.together))x real time")
  }

  private func format(_ value: Double) -> String { String(format: "%.2f", value) }

  private func elapsed(_ arguments: [String]) throws -> Double {
    let begin = ContinuousClock.now
    let result = try batch.run(arguments)
    #expect(result.exitCode == 0, "\(result.errorText)")
    return (ContinuousClock.now - begin) / .seconds(1)
  }

  private func writeInput(_ name: String, seconds: Int) throws {
    var generator = SeededGenerator(seed: 50)
    let second = generator.floats(48_000, in: -0.3...0.3)
    let samples = (0..<seconds).flatMap { _ in second }
    let wav = try batch.folder.write(TestWAV(samples).bytes, as: "float.wav")
    let wire = RenderModel(.random(layers: 0, hidden: 1), path: "wire", loudness: nil)
    var options = RenderOptions()
    options.sampleFormat = .int24
    _ = try Renderer(wire, options: options).render(wav, to: batch.folder.path(name))
  }

  private func capture(_ layers: Int, _ hidden: Int) -> String {
    let configuration = LSTMConfiguration(
      layerCount: layers, inputChannelCount: 1, hiddenSize: hidden, outputChannelCount: 1)
    var generator = SeededGenerator(seed: 51)
    let weights = generator.floats(configuration.weightCount, in: -0.4...0.4)
    return """
      {"version": "0.5.4", "architecture": "LSTM", "sample_rate": 48000,
       "config": {"input_size": 1, "hidden_size": \(hidden), "num_layers": \(layers)},
       "weights": [\(weights.map { "\($0)" }.joined(separator: ","))]}
      """
  }
}
