import AudioFile
import Foundation
import NAMFormat
import NeuralAmp
import TestSupport
import Testing

/// One golden output: what a float64 oracle, written independently from the format's specification,
/// gives for a model and an input. `Tools/capture/make_goldens.py` makes them.
struct Golden: Decodable, CustomTestStringConvertible {
  enum Start: String, Decodable { case cold, warm }

  let name: String
  let model: String
  let input: String
  let frames: Int
  let inputChannels: Int
  let outputChannels: Int
  let start: Start
  let prewarm: Int
  /// Only every stride-th frame is stored.
  let stride: Int
  let output: String
  /// What a slimmable model is cut down to, 0...1; absent: nothing.
  let quality: Double?

  var testDescription: String { name }

  /// An LSTM by itself, not a network that holds one.
  var isLSTM: Bool { name.hasPrefix("lstm_") }

  static let all: [Golden] = {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let url = Repository.root.appending(path: "Tests/Goldens/goldens.json")
    // A missing or broken list must fail the run, not leave it without a test.
    return try! decoder.decode([Golden].self, from: try! Data(contentsOf: url))
  }()

  /// In debug builds the seconds of audio through trained captures would take minutes.
  static let quick = all.filter { $0.frames <= 16_384 }

  #if DEBUG
    static let tested = quick
  #else
    static let tested = all
  #endif

  /// With each kernel. The reference kernel is not optimised in debug builds, as the others are: it gets what is short.
  static let cases = tested.flatMap { golden in
    Kernel.available.filter { $0 != .reference || tested.count == all.count || golden.frames <= 1024 }.map {
      (golden, $0)
    }
  }

  func makeModel(_ kernel: Kernel) throws -> Model {
    try NAMFile(path: Repository.path(model)).makeModel(kernel: kernel, quality: quality ?? 1)
  }

  /// The model with its first weight changed in the file.
  func makeModel(firstWeightPlus change: Double) throws -> Model {
    let bytes = try Data(contentsOf: Repository.root.appending(path: model))
    var file = try #require(JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    var weights = try #require(file["weights"] as? [Double])
    weights[0] += change
    file["weights"] = weights
    let changed = try JSONSerialization.data(withJSONObject: file)
    return try NAMFile(path: model, bytes: [UInt8](changed)).makeModel()
  }

  /// `frames` interleaved frames; an input that is shorter repeats.
  func inputFrames() throws -> [Float] {
    let once = input.hasSuffix(".wav") ? try Self.wav(input) : try Repository.floats(input)
    return (0..<frames * inputChannels).map { once[$0 % once.count] }
  }

  func outputFrames() throws -> [Float] { try Repository.floats(output) }

  private static func wav(_ path: String) throws -> [Float] {
    try AudioFileReader(path: Repository.path(path)).readAll()
  }
}
