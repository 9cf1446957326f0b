import Glibc

/// A WAV file, byte by byte, without the library under test.
public struct TestWAV: Sendable {
  public enum Samples: Sendable {
    case int16([Int16])
    case int24([Int32])
    case int32([Int32])
    case float32([Float])
  }

  public var samples: Samples
  public var channels: Int
  public var rate: Int
  /// RIFF INFO: four-letter key, text.
  public var tags: [(key: String, text: String)] = []

  public init(_ samples: Samples, channels: Int = 1, rate: Int = 48_000) {
    self.samples = samples
    self.channels = channels
    self.rate = rate
  }

  public init(_ samples: [Float], channels: Int = 1, rate: Int = 48_000) {
    self.init(.float32(samples), channels: channels, rate: rate)
  }

  public var bytes: [UInt8] {
    let (tag, width, data): (Int, Int, [UInt8]) =
      switch samples {
      case .int16(let values): (1, 2, values.flatMap { little(Int($0), 2) })
      case .int24(let values): (1, 3, values.flatMap { little(Int($0), 3) })
      case .int32(let values): (1, 4, values.flatMap { little(Int($0), 4) })
      case .float32(let values): (3, 4, values.flatMap { little(Int($0.bitPattern), 4) })
      }
    let format =
      little(tag, 2) + little(channels, 2) + little(rate, 4) + little(rate * channels * width, 4)
      + little(channels * width, 2) + little(8 * width, 2)
    let body =
      Array("WAVE".utf8) + chunk("fmt ", format) + (tags.isEmpty ? [] : chunk("LIST", info))
      + chunk("data", data)
    return chunk("RIFF", body)
  }

  private var info: [UInt8] {
    Array("INFO".utf8) + tags.flatMap { chunk($0.key, Array($0.text.utf8) + [0]) }
  }

  private func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
    Array(name.utf8) + little(body.count, 4) + body + (body.count % 2 == 1 ? [0] : [])
  }

  private func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}

/// A sine that peaks at `amplitude`.
public func sine(
  frequency: Double, rate: Int, frames: Int, amplitude: Double = 0.5, offset: Double = 0
) -> [Float] {
  (0..<frames).map { Float(amplitude * sin(2 * .pi * frequency * (Double($0) + offset) / Double(rate))) }
}
