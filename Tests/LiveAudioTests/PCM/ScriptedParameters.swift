@testable import LiveAudio

/// A device that has these configurations.
final class ScriptedParameters: HardwareParameters {
  var accesses = PCMAccess.allCases
  var formats = PCMFormat.preferred
  var counts = [1, 2]
  var rates = [44_100, 48_000]
  var periods = [32, 64, 128]
  var periodCounts = [2, 3, 4]
  var significantBits = 32
  /// Frames that the buffer is longer than its periods, or shorter.
  var bufferExcess = 0
  /// What these calls give.
  var codes: [String: Int32] = [:]

  /// Calls, in their order.
  private(set) var trace: [String] = []
  private var chosen = (rate: 0, period: 0, count: 0)

  private func choose<Value: Equatable>(_ value: Value, _ values: inout [Value], _ name: String) -> Bool {
    guard values.contains(value) else { return false }
    values = [value]
    trace.append("\(name)")
    return true
  }

  func choose(_ access: PCMAccess) -> Bool { choose(access, &accesses, access.name) }
  func choose(_ format: PCMFormat) -> Bool { choose(format, &formats, format.name) }
  func choose(channelCount: Int) -> Bool { choose(channelCount, &counts, "\(channelCount) channels") }

  var channelCounts: ClosedRange<Int> { counts.min()!...counts.max()! }

  private func nearest(_ wish: Int, _ values: [Int], _ name: String) -> (code: Int32, value: Int) {
    trace.append(name)
    return (codes[name] ?? 0, values.min { abs($0 - wish) < abs($1 - wish) }!)
  }

  func chooseNearest(rate: Int) -> Int32 {
    let (code, rate) = nearest(rate, rates, "rate")
    chosen.rate = rate
    return code
  }

  func chooseWholePeriods() -> Int32 {
    trace.append("whole")
    return codes["whole"] ?? 0
  }

  func chooseNearest(periodFrameCount: Int) -> Int32 {
    let (code, period) = nearest(periodFrameCount, periods, "period")
    chosen.period = period
    return code
  }

  func chooseNearest(periodCount: Int) -> Int32 {
    let (code, count) = nearest(periodCount, periodCounts, "periods")
    chosen.count = count
    return code
  }

  func install() -> Int32 {
    trace.append("install")
    return codes["install"] ?? 0
  }

  var installed: (rate: Int, period: Int, buffer: Int, significantBits: Int) {
    (chosen.rate, chosen.period, chosen.period * chosen.count + bufferExcess, significantBits)
  }

  var accessNames: String { accesses.map(\.name).joined(separator: ", ") }
  var formatNames: String { formats.map(\.name).joined(separator: ", ") }
}
