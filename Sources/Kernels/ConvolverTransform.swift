import CVector
import KernelInterface

// The transform of 128 real frames into 64 bins. With the frame n = 16·row + column and the bin k = k' + 4·k'' the
// exponent n(4k + 1)/256 falls apart into
//
//     row·(4k' + 1)/16  +  column·(4k' + 1)/256  +  column·k''/16  +  a whole number
//
// so it is a sum over the 8 rows, a factor, and a sum over the 16 columns. Both are small matrix products, with
// the lanes of a vector over what is not summed: more multiplications than a fast transform of 64 complex numbers
// has, but no exchanges between lanes, whatever the vector's width.

extension Convolver {
  private static var columnCount: Int {
    @inline(__always) get { 16 }
  }
  /// From real to imaginary parts of a spectrum, in floats.
  private static var distance: Int {
    @inline(__always) get { ConvolverLayout.blockFrameCount }
  }
  private var rowTable: UnsafePointer<Float> {
    @inline(__always) get { weights + layout.tablesOffset }
  }
  private var twiddles: UnsafePointer<Float> {
    @inline(__always) get { rowTable + ConvolverTables.twiddleOffset }
  }
  private var columnTable: UnsafePointer<Float> {
    @inline(__always) get { rowTable + ConvolverTables.columnOffset }
  }

  /// The newest spectrum, of 128 frames.
  func transform(_ frames: UnsafePointer<Float>) {
    var column = 0
    while column < Self.columnCount {
      let factors = FourComplex(
        twiddles + column, stride: Self.columnCount, distance: ConvolverTables.twiddleCount)
      sumRows(frames + column).times(factors)
        .store(workspace + column, stride: Self.columnCount, distance: Self.distance)
      column += vector_lanes
    }
    let target = newestSpectrum
    sumColumns(workspace, workspace + Self.distance, to: target, target + Self.distance)
  }

  /// Of a vector of columns, for each of the four k'.
  @inline(__always)
  private func sumRows(_ frames: UnsafePointer<Float>) -> FourComplex {
    var sums = FourComplex()
    for row in 0..<8 {
      sums.add(
        vector_load(frames + Self.columnCount * row),
        times: FourComplex(repeating: rowTable + 4 * row, stride: 1, distance: ConvolverTables.rowCount))
    }
    return sums
  }

  /// For each of the four k' and each k''. With real and imaginary parts exchanged, of source and target, it is
  /// the inverse.
  private func sumColumns(
    _ real: UnsafePointer<Float>, _ imaginary: UnsafePointer<Float>,
    to targetReal: UnsafeMutablePointer<Float>, _ targetImaginary: UnsafeMutablePointer<Float>
  ) {
    var bin = 0
    while bin < Self.columnCount {
      var sums = FourComplex()
      for column in 0..<Self.columnCount {
        let numbers = FourComplex(
          repeating: real + column, stride: Self.columnCount, distance: imaginary - real)
        let factors = Complex(
          columnTable + Self.columnCount * column + bin, distance: ConvolverTables.columnCount)
        sums.add(numbers, times: factors)
      }
      sums.store(targetReal + bin, stride: Self.columnCount, distance: targetImaginary - targetReal)
      bin += vector_lanes
    }
  }

  /// The last 64 of the frames that have the total as their spectrum, into the remainder. The total is zero after it.
  func transformBack() {
    addSumToTotal()
    sumColumns(total + Self.distance, total, to: workspace + Self.distance, workspace)
    var column = 0
    while column < Self.columnCount {
      sumRowsBack(column)
      column += vector_lanes
    }
    clearTotal()
  }

  @inline(__always)
  private func sumRowsBack(_ column: Int) {
    var sums = FourComplex()
    for k in 0..<4 {
      let start = Self.columnCount * k + column
      let factor = Complex(twiddles + start, distance: ConvolverTables.twiddleCount)
      let number = Complex(workspace + start, distance: Self.distance).timesConjugate(factor)
      let rows = FourComplex(
        repeating: rowTable + 4 * 4 + k, stride: 4, distance: ConvolverTables.rowCount)
      sums.addParts(number, times: rows)
    }
    sums.storeSumsOfParts(remainder + column, stride: Self.columnCount)
  }

  @inline(__always)
  private func clearTotal() {
    var index = 0
    while index < ConvolverLayout.spectrumCount {
      vector_store(splat(0), total + index)
      index += vector_lanes
    }
  }
}
