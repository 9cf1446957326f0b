import Foundation
import TestSupport
import Testing

@testable import LiveAudio

struct FourierTransformTests {
  @Test(arguments: [2, 8, 64])
  func isTheSumThatDefinesIt(_ count: Int) {
    let (real, imaginary) = numbers(count)
    var (re, im) = (real, imaginary)
    FourierTransform(count: count).forward(&re, &im)
    for bin in 0..<count {
      var sum = (re: 0.0, im: 0.0)
      for index in 0..<count {
        let angle = -2 * Double.pi * Double(bin * index) / Double(count)
        sum.re += real[index] * cos(angle) - imaginary[index] * sin(angle)
        sum.im += real[index] * sin(angle) + imaginary[index] * cos(angle)
      }
      #expect(abs(re[bin] - sum.re) < 1e-12 && abs(im[bin] - sum.im) < 1e-12)
    }
  }

  @Test func backwardUndoesForward() {
    let count = 4096
    let (real, imaginary) = numbers(count)
    var (re, im) = (real, imaginary)
    let transform = FourierTransform(count: count)
    transform.forward(&re, &im)
    transform.backward(&re, &im)
    #expect(zip(re, real).allSatisfy { abs($0 / Double(count) - $1) < 1e-13 })
    #expect(zip(im, imaginary).allSatisfy { abs($0 / Double(count) - $1) < 1e-13 })
  }

  private func numbers(_ count: Int) -> (real: [Double], imaginary: [Double]) {
    var generator = SeededGenerator(seed: 1)
    let numbers = generator.floats(2 * count, in: -1...1).map(Double.init)
    return (Array(numbers.prefix(count)), Array(numbers.suffix(count)))
  }
}
