import Foundation

/// What became of a sine that somebody played: how its pitch went, and how loud its clicks are.
public struct ToneRecording: Sendable {
  /// In Hz. Nearly 48 frames to a cycle, but no whole number of cycles in less than a second: sound that loses
  /// frames does not go on in phase.
  public static let frequency = 997.0
  /// In Hz.
  public static let rate = 48_000
  /// A second of it at -12 dBFS, which can be repeated without a seam.
  public static let second = sine(frequency: frequency, rate: rate, frames: rate, amplitude: 0.25)

  /// The same as raw 32-bit floats, little-endian, on two channels.
  public static var stereoSecond: [UInt8] {
    [UInt8](
      second.flatMap { [$0, $0] }.reduce(into: Data()) { data, sample in
        withUnsafeBytes(of: sample.bitPattern.littleEndian) { data.append(contentsOf: $0) }
      })
  }

  private static let cycle = 48
  private static let order = 8
  /// 8 over 4: what ``order`` differences make of a single frame.
  private static let differenceGain: Float = 70
  /// Of the sine that is looked at once in a second.
  private static let fitFrameCount = 4800

  private let samples: [Float]

  /// - Parameter samples: full scale 1.
  public init(_ samples: [Float]) { self.samples = samples }

  /// - Parameter file: raw 32-bit floats, little-endian, of two channels. The first counts.
  public init(file: String) throws {
    let data = try Data(contentsOf: URL(filePath: file), options: .alwaysMapped)
    samples = data.withUnsafeBytes { bytes in
      [Float](unsafeUninitializedCapacity: bytes.count / 8) { samples, count in
        count = samples.count
        for frame in 0..<count {
          let bits = bytes.loadUnaligned(fromByteOffset: 8 * frame, as: UInt32.self)
          samples[frame] = Float(bitPattern: UInt32(littleEndian: bits))
        }
      }
    }
  }

  /// How far the mean pitch from each second to the next was off, in ppm.
  ///
  /// - Parameter expected: in ppm of ``frequency``, less than 500 from what it is.
  public func pitchErrors(expected: Double) -> [Double] {
    let frequency = Self.frequency * (1 + expected * 1e-6) / Double(Self.rate)
    let phases = stride(from: 0, through: samples.count - Self.fitFrameCount, by: Self.rate).map { start in
      SineFit(samples[start..<start + Self.fitFrameCount], frequency: frequency).phase
    }
    return zip(phases, phases.dropFirst()).map { phase, next in
      (next - phase).remainder(dividingBy: 2 * .pi) / (2 * .pi * Self.frequency) * 1e6
    }
  }

  /// The greatest of what is not the sine, not a harmonic of it, and no change of them that takes longer than
  /// eight of its cycles, in dBFS. A single frame that is off counts as what it is off by.
  ///
  /// - Parameter start: in seconds; what was before does not count.
  public func clickLevel(from start: Double) -> Double {
    var rest = Array(samples[Int(start * Double(Self.rate))...])
    for _ in 0..<Self.order { Self.differentiate(&rest) }
    let peak = rest.reduce(0) { max($0, $1.magnitude) }
    return 20 * log10(Double(peak / Self.differenceGain))
  }

  /// Takes from each frame the one a cycle before: all that repeats itself goes.
  private static func differentiate(_ samples: inout [Float]) {
    let count = samples.count - cycle
    precondition(count > 0, "shorter than \(order) cycles")
    samples.withUnsafeMutableBufferPointer { samples in
      for frame in 0..<count { samples[frame] = samples[frame + cycle] - samples[frame] }
    }
    samples.removeLast(cycle)
  }
}
