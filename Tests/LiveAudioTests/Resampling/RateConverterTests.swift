import Foundation
import LiveAudio
import TestSupport
import Testing

struct RateConverterTests {
  static let rates = [
    (44_100, 48_000), (48_000, 44_100), (48_000, 48_000), (96_000, 44_100), (44_100, 96_000),
  ]

  @Test(arguments: rates)
  func constantStaysAtEveryPhase(_ inputRate: Int, _ outputRate: Int) {
    let converter = OwnConverter(from: inputRate, to: outputRate)
    _ = converter.convert([Float](repeating: 1, count: 1000)[...])
    for _ in 0..<50 {
      // A correction, so that all phases are met, not only those of the ratio.
      var converterState: RateConverter { converter.memory.converter.pointee }
      let need = converterState.inputFrameCount(for: 64, correction: 1.0013)
      let input = [Float](repeating: 1, count: need)
      input.withUnsafeBufferPointer {
        if let base = $0.baseAddress { converter.memory.converter.pointee.push(base, count: need) }
      }
      #expect(converter.pull(64, correction: 1.0013).allSatisfy { abs($0 - 1) < 1e-5 })
    }
  }

  @Test(arguments: rates)
  func everyCutGivesTheSameBits(_ inputRate: Int, _ outputRate: Int) {
    var generator = SeededGenerator(seed: 1)
    let input = generator.floats(3000, in: -1...1)
    let table = SincTable(from: inputRate, to: outputRate)
    func output(step: Int) -> [UInt32] {
      var converter = OwnConverter(table: table)
      return converter.convert(input, step: step).map(\.bitPattern)
    }
    let whole = output(step: 3000)
    for step in [1, 7, 64, 255] { #expect(output(step: step) == whole) }
    #expect(whole.count == (3000 * outputRate + inputRate - 1) / inputRate)
  }

  @Test(arguments: rates)
  func latencyIsTheFilters(_ inputRate: Int, _ outputRate: Int) {
    var converter = OwnConverter(from: inputRate, to: outputRate)
    let frequency = 200.0
    let output = converter.convert(SineFit.sine(frequency / Double(inputRate), count: 4000), step: 64)
    let fit = SineFit(output[1000...], frequency: frequency / Double(outputRate))
    let latency = -fit.phase / (2 * Double.pi * frequency) * Double(inputRate)
    #expect(abs(latency - converter.memory.latency) < 1e-3)
  }

  @Test func foldsNothingBelowTheTransition() {
    var converter = OwnConverter(from: 96_000, to: 48_000)
    for frequency in stride(from: 28_000.0, to: 47_000, by: 2300) {
      let output = converter.convert(SineFit.sine(frequency / 96_000, count: 6000, amplitude: 1), step: 64)
      let peak = output[1000...].map { abs($0) }.max()!
      #expect(20 * log10(peak) < -90)
    }
  }

  @Test func ratioMovesWithoutClick() {
    let converter = OwnConverter(from: 48_000, to: 48_000)
    let frequency = 3000.0 / 48_000
    var (pushed, output, position, positions) = (0, [Float](), -Double(converter.memory.latency), [Double]())
    var step = 1.0
    for correction in [1, 1.005, 0.995, 1.0001, 0.9999, 1.004, 1] {
      let count = 128
      let need = converter.memory.converter.pointee.inputFrameCount(for: count, correction: correction)
      let input = (pushed..<pushed + need).map { Float(0.5 * sin(2 * Double.pi * frequency * Double($0))) }
      input.withUnsafeBufferPointer { converter.memory.converter.pointee.push($0.baseAddress!, count: need) }
      pushed += need
      output += converter.pull(count, correction: correction)
      let change = (correction - step) / Double(count)
      for _ in 0..<count {
        positions.append(position)
        step += change
        position += step
      }
      #expect(abs(converter.memory.converter.pointee.delay - (Double(pushed) - position)) < 1e-6)
    }
    for index in 64..<output.count {
      #expect(abs(Double(output[index]) - 0.5 * sin(2 * Double.pi * frequency * positions[index])) < 2e-5)
    }
  }

  @Test func needIsExact() {
    let converter = OwnConverter(from: 44_100, to: 48_000)
    let state = converter.memory.converter
    let silence = [Float](repeating: 0, count: 200)
    for count in [1, 2, 63, 64, 65, 1, 100] {
      let need = state.pointee.inputFrameCount(for: count, correction: 1)
      #expect(need > 0)
      silence.withUnsafeBufferPointer { state.pointee.push($0.baseAddress!, count: need - 1) }
      #expect(state.pointee.availableFrameCount < count)
      silence.withUnsafeBufferPointer { state.pointee.push($0.baseAddress!, count: 1) }
      #expect(state.pointee.availableFrameCount >= count)
      _ = converter.pull(state.pointee.availableFrameCount, correction: 1)
    }
  }

  @Test func resetForgetsEverything() {
    var converter = OwnConverter(from: 44_100, to: 48_000)
    let input = SineFit.sine(0.03, count: 500)
    let first = converter.convert(input, step: 100)
    _ = converter.pull(0, correction: 1.004)
    converter.memory.converter.pointee.reset()
    #expect(converter.convert(input, step: 100) == first)
  }

  /// After a second all is as it was at first, to the last unit of the fraction: so it is after a day.
  @Test(arguments: [(44_100, 48_000), (48_000, 44_100), (48_000, 47_999)])
  func losesNothing(_ inputRate: Int, _ outputRate: Int) {
    var converter = OwnConverter(from: inputRate, to: outputRate)
    let delay = converter.memory.converter.pointee.delay
    let second = [Float](repeating: 0, count: inputRate)
    #expect(converter.convert(second, step: 1000).count == outputRate)
    #expect(converter.memory.converter.pointee.delay == delay)
  }

  @Test func moreThanThereIsTraps() async {
    await #expect(processExitsWith: .failure) {
      let memory = RateConverterMemory(table: SincTable(from: 48_000, to: 44_100), maximumFrameCount: 8)
      var output: Float = 0
      memory.converter.pointee.pull(into: &output, count: 1)
    }
    await #expect(processExitsWith: .failure) {
      let memory = RateConverterMemory(table: SincTable(from: 48_000, to: 44_100), maximumFrameCount: 8)
      let input = [Float](repeating: 0, count: 10)
      memory.converter.pointee.push(input, count: 10)
    }
  }
}
