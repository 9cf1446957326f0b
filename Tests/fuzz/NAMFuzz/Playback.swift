import NAMFormat
import NeuralAmp
import TestSupport

/// What is done to every file: it is loaded and, where it is a capture, played for 64 frames.
public enum Playback {
  public enum Outcome: Equatable {
    /// The file says why it cannot be played.
    case refused(NAMFileError)
    /// A capture that takes too long to settle for a test.
    case tooCostly
    case played
  }

  /// A promise that a file has broken.
  public enum Failure: Error, Equatable, CustomStringConvertible {
    case notFinite(index: Int, value: Float)
    case notRestored

    public var description: String {
      switch self {
      case .notFinite(let index, let value): "sample \(index) of the output is \(value)"
      case .notRestored: "a restored stream goes on with other bits than before"
      }
    }
  }

  /// Multiplications that settling may take: a tenth of a second with the slowest kernel under a sanitizer.
  private static let settlingLimit = 1 << 22

  /// - Throws: ``Failure``.
  public static func run(_ bytes: [UInt8], kernel: Kernel) throws(Failure) -> Outcome {
    let models: [Model]
    do throws(NAMFileError) {
      let file = try NAMFile(path: "fuzz.nam", bytes: bytes)
      // Each network that there is in it.
      let networks = Set([0, 1] + file.qualityBreakpoints).sorted().map(file.network(quality:))
      if networks.contains(where: { SettlingCost.of($0) > settlingLimit }) { return .tooCostly }
      models = networks.map { Model($0, kernel: kernel) }
    } catch {
      return .refused(error)
    }
    for model in models { try play(model) }
    return .played
  }

  /// In blocks of 1, 7 and 56 frames, the last of them twice.
  private static func play(_ model: Model) throws(Failure) {
    let processor = Processor(model: model, maximumFrameCount: 56)
    let snapshot = StateSnapshot(of: model)
    let signal = TestSignal.samples(64 * model.inputChannelCount)
    let beginning = processor.process(Array(signal.prefix(8 * model.inputChannelCount)), blocks: [1, 7])
    processor.save(into: snapshot)
    let rest = Array(signal.dropFirst(8 * model.inputChannelCount))
    let end = processor.process(rest, blocks: [56])
    processor.restore(snapshot)
    let again = processor.process(rest, blocks: [56])
    if end.bits != again.bits { throw .notRestored }
    try check(beginning + end)
  }

  private static func check(_ output: [Float]) throws(Failure) {
    guard let index = output.firstIndex(where: { !$0.isFinite }) else { return }
    throw .notFinite(index: index, value: output[index])
  }
}

/// A quiet tone between all kinds of floats.
enum TestSignal {
  private static let extremes: [Float] = [
    0, -0.0, 1, -1, .nan, .infinity, -.infinity, .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
    .leastNormalMagnitude, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, 1e6, -1e6, 1e-20,
  ]

  static func samples(_ count: Int) -> [Float] {
    (0..<count).map { index in
      index % 3 == 0 ? extremes[index / 3 % extremes.count] : Float(index % 13 - 6) / 24
    }
  }
}
