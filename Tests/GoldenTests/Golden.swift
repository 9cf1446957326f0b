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

  var testDescription: String { name }

  static let all: [Golden] = {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let url = Repository.root.appending(path: "Tests/Goldens/goldens.json")
    // A missing or broken list must fail the run, not leave it without a test.
    return try! decoder.decode([Golden].self, from: try! Data(contentsOf: url))
  }()

  /// In debug builds the seconds of audio through trained captures would take minutes.
  static let quick = all.filter { $0.stride == 1 }

  #if DEBUG
    static let tested = quick
  #else
    static let tested = all
  #endif

  /// - Parameter change: what is to be done to the file's weights.
  func makeModel(_ kernel: Kernel, change: (inout [Float]) -> Void = { _ in }) throws -> Model {
    let file = try NAMFile(path: Repository.path(model))
    guard case .lstm(let configuration) = file.architecture else { throw NotLSTM() }
    var weights = file.weights
    change(&weights)
    return Model(lstm: configuration, weights: weights, sampleRate: file.sampleRate, kernel: kernel)
  }

  private struct NotLSTM: Error {}

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
