import Glibc

/// The discrete Fourier transform of `count` complex numbers, a power of two. O(n log n).
struct FourierTransform {
  let count: Int
  /// Of -2πk / count, k below half of it.
  private let cosines: [Double]
  private let sines: [Double]

  init(count: Int) {
    precondition(count > 1 && count & (count - 1) == 0, "a power of two")
    self.count = count
    let angles = (0..<count / 2).map { -2 * Double.pi * Double($0) / Double(count) }
    cosines = angles.map { cos($0) }
    sines = angles.map { sin($0) }
  }

  /// In place, without a factor.
  func forward(_ real: inout [Double], _ imaginary: inout [Double]) {
    precondition(real.count == count && imaginary.count == count, "as many numbers as it is for")
    real.withUnsafeMutableBufferPointer { real in
      imaginary.withUnsafeMutableBufferPointer { imaginary in
        guard let real = real.baseAddress, let imaginary = imaginary.baseAddress else { return }
        reorder(real, imaginary)
        var half = 1
        while half < count {
          merge(real, imaginary, half: half)
          half *= 2
        }
      }
    }
  }

  /// In place, without a factor: `count` times what it was before ``forward(_:_:)``.
  func backward(_ real: inout [Double], _ imaginary: inout [Double]) { forward(&imaginary, &real) }

  /// Every number to the place whose bits are its own, from the other end.
  private func reorder(_ real: UnsafeMutablePointer<Double>, _ imaginary: UnsafeMutablePointer<Double>) {
    var other = 0
    for index in 0..<count {
      if other > index {
        (real[index], real[other]) = (real[other], real[index])
        (imaginary[index], imaginary[other]) = (imaginary[other], imaginary[index])
      }
      other = successor(of: other)
    }
  }

  /// Adds one from the other end: the carry goes down.
  private func successor(of reversed: Int) -> Int {
    var (value, bit) = (reversed, count / 2)
    while value & bit != 0 {
      value ^= bit
      bit /= 2
    }
    return value | bit
  }

  /// Two transforms of `half` numbers each, side by side, to one of twice as many; all along the array.
  private func merge(
    _ real: UnsafeMutablePointer<Double>, _ imaginary: UnsafeMutablePointer<Double>, half: Int
  ) {
    let stride = count / (2 * half)
    for k in 0..<half {
      let (c, s) = (cosines[k * stride], sines[k * stride])
      var upper = k
      while upper < count {
        let lower = upper + half
        let re = real[lower] * c - imaginary[lower] * s
        let im = real[lower] * s + imaginary[lower] * c
        (real[lower], imaginary[lower]) = (real[upper] - re, imaginary[upper] - im)
        (real[upper], imaginary[upper]) = (real[upper] + re, imaginary[upper] + im)
        upper += 2 * half
      }
    }
  }
}
