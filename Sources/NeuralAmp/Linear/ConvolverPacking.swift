import Glibc
import KernelInterface

/// Lays the taps of an impulse response out for the kernels, as ``ConvolverLayout`` describes. In float64,
/// rounded once.
struct ConvolverPacking {
  private let layout: ConvolverLayout
  /// e^(-2πi m/256).
  private let circle: [(real: Double, imaginary: Double)]

  /// - Parameters:
  ///   - taps: `layout.tapCount`, the newest frame's first.
  ///   - target: `layout.weightCount` floats.
  ///
  /// Cost: 64 multiplications for each tap.
  static func pack(
    _ taps: ArraySlice<Float>, _ layout: ConvolverLayout, into target: UnsafeMutablePointer<Float>
  ) {
    precondition(taps.count == layout.tapCount, "expected \(layout.tapCount) taps, not \(taps.count)")
    target.update(repeating: 0, count: layout.weightCount)
    for (index, tap) in taps.prefix(layout.directCount).enumerated() { target[index] = tap }
    if layout.partitionCount == 0 { return }
    let packing = ConvolverPacking(layout)
    packing.packTables(into: target + layout.tablesOffset)
    for partition in 0..<layout.partitionCount {
      let partitionTarget = target + layout.partitionsOffset + partition * ConvolverLayout.spectrumCount
      packing.packSpectrum(packing.taps(of: partition, taps), into: partitionTarget)
    }
  }

  private init(_ layout: ConvolverLayout) {
    self.layout = layout
    circle = (0..<256).map { step in
      let angle = 2 * Double.pi * Double(step) / 256
      return (cos(angle), -sin(angle))
    }
  }

  /// The last partition of the response is the first.
  private func taps(of partition: Int, _ taps: ArraySlice<Float>) -> ArraySlice<Float> {
    let start = layout.directCount + (layout.partitionCount - 1 - partition) * ConvolverLayout.blockFrameCount
    return taps.dropFirst(start).prefix(ConvolverLayout.blockFrameCount)
  }

  private func packTables(into target: UnsafeMutablePointer<Float>) {
    packTable(into: target, 8, 4) { row, k in 16 * row * (4 * k + 1) }
    packTable(into: target + ConvolverTables.twiddleOffset, 4, 16) { k, column in column * (4 * k + 1) }
    packTable(into: target + ConvolverTables.columnOffset, 16, 16) { row, column in 16 * row * column }
  }

  /// - Parameter step: of a row and column, on the circle.
  private func packTable(
    into target: UnsafeMutablePointer<Float>, _ rowCount: Int, _ columnCount: Int, step: (Int, Int) -> Int
  ) {
    for row in 0..<rowCount {
      for column in 0..<columnCount {
        let value = circle[step(row, column) % 256]
        target[row * columnCount + column] = Float(value.real)
        target[(rowCount + row) * columnCount + column] = Float(value.imaginary)
      }
    }
  }

  /// The way back's factor, 1/64, is in it.
  private func packSpectrum(_ taps: ArraySlice<Float>, into target: UnsafeMutablePointer<Float>) {
    let binCount = ConvolverLayout.blockFrameCount
    for bin in 0..<binCount {
      let frequency = 4 * (bin / 16 + 4 * (bin % 16)) + 1
      var sum = (real: 0.0, imaginary: 0.0)
      var step = 0
      for tap in taps {
        sum.real += Double(tap) * circle[step].real
        sum.imaginary += Double(tap) * circle[step].imaginary
        step = (step + frequency) % 256
      }
      target[bin] = Float(sum.real / Double(binCount))
      target[binCount + bin] = Float(sum.imaginary / Double(binCount))
    }
  }
}
