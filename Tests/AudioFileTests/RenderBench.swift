import AudioFile
import NeuralAmp
import TestSupport

/// A folder with a renderer beside it: what most tests here need.
struct RenderBench {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// An LSTM without layers: what goes in comes out.
  static func wire(inputs: Int = 1, outputs: Int = 1, sampleRate: Double? = 48_000) -> Model {
    let configuration = LSTMConfiguration(
      layerCount: 0, inputChannelCount: inputs, hiddenSize: 1, outputChannelCount: outputs)
    return Model(
      lstm: configuration, weights: [Float](repeating: 0, count: configuration.weightCount),
      sampleRate: sampleRate)
  }

  func input(_ wav: TestWAV, as name: String = "in.wav") throws -> String {
    try folder.write(wav.bytes, as: name)
  }

  @discardableResult
  func render(
    _ input: String, to output: String = "out.wav", through model: Model = wire(), loudness: Double? = nil,
    _ change: (inout RenderOptions) -> Void = { _ in }
  ) throws -> RenderReport {
    var options = RenderOptions()
    change(&options)
    let renderer = Renderer(
      RenderModel(model, path: "amp.nam", loudness: loudness), options: options)
    return try renderer.render(input, to: folder.path(output))
  }

  func read(_ name: String = "out.wav") throws -> AudioFileReader {
    try AudioFileReader(path: folder.path(name))
  }

  func samples(_ name: String = "out.wav") throws -> [Float] { try read(name).readAll() }

  /// The problem that a render ends with; `nil` where it does not fail.
  func problem(_ body: () throws -> some Any) -> AudioFileError.Problem? {
    do {
      _ = try body()
      return nil
    } catch {
      return (error as? AudioFileError)?.problem
    }
  }
}
