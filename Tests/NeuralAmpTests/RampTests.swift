import TestSupport
import Testing

@testable import NeuralAmp

struct RampTests {
  private func values(_ ramp: inout Ramp, _ count: Int) -> [Float] { (0..<count).map { _ in ramp.next() } }

  /// Slope and bend are those of a curve of this length, nowhere more: 15/8 and 10/√3 are a smoothest step's.
  @Test(arguments: [(Float(0), Float(1)), (1, 0), (0.25, 4), (-1, 1)])
  func movesWithoutAKink(_ start: Float, _ target: Float) {
    let length = 960
    var ramp = Ramp(start, length: length)
    let before = values(&ramp, 3)
    ramp.aim(at: target)
    let curve = before + values(&ramp, length) + values(&ramp, 3)
    let slopes = zip(curve.dropFirst(), curve).map { Double($0 - $1) }
    let bends = zip(slopes.dropFirst(), slopes).map { $0 - $1 }
    let (way, steps) = (Double(abs(target - start)), Double(length))
    #expect(slopes.map(abs).max()! <= way * 1.88 / steps)
    #expect(bends.map(abs).max()! <= way * (5.78 / (steps * steps) + 2e-6))
    #expect(slopes.allSatisfy { $0 * Double(target - start) >= -1e-6 * way * way }, "one way only")
    #expect(curve.suffix(4) == [target, target, target, target])
    #expect(!ramp.isMoving)
  }

  /// The same for every target: it takes so many frames and no more.
  @Test(arguments: [1, 2, 10, 960])
  func takesItsLength(_ length: Int) {
    var ramp = Ramp(1, length: length)
    ramp.aim(at: 0.5)
    let curve = values(&ramp, length)
    #expect(curve.dropLast().allSatisfy { $0 > 0.5 })
    #expect(curve.last == 0.5)
    #expect(!ramp.isMoving)
  }

  @Test func aTargetOnTheWayComesNext() {
    var ramp = Ramp(0, length: 100)
    ramp.aim(at: 1)
    let untouched = { (ramp: Ramp) in
      var copy = ramp
      return (0..<100).map { _ in copy.next() }
    }(ramp)
    var curve: [Float] = []
    for frame in 0..<100 {
      // As the audio thread says it: with every block anew.
      if frame > 0, frame % 10 == 0 { ramp.aim(at: frame < 50 ? 0.25 : 0.5) }
      curve.append(ramp.next())
    }
    #expect(curve == untouched)
    ramp.aim(at: 0.5)
    #expect(ramp.isMoving)
    #expect(values(&ramp, 100).last == 0.5)
    ramp.aim(at: 0.5)
    #expect(!ramp.isMoving)
  }

  @Test func jump() {
    var ramp = Ramp(0, length: 100)
    ramp.aim(at: 1)
    _ = values(&ramp, 50)
    ramp.jump(to: 0.75)
    #expect(!ramp.isMoving && ramp.value == 0.75)
    #expect(values(&ramp, 3) == [0.75, 0.75, 0.75])
  }

  private func scale(_ ramp: inout Ramp, _ source: [Float]) -> [Float] {
    var target = [Float](repeating: .nan, count: source.count)
    source.withUnsafeBufferPointer { source in
      target.withUnsafeMutableBufferPointer {
        ramp.scale(source.baseAddress!, into: $0.baseAddress!, frameCount: source.count)
      }
    }
    return target
  }

  @Test func leavesBitsAloneAtOne() {
    var ramp = Ramp(1, length: 10)
    let source: [Float] = [0, -0.0, .nan, .signalingNaN, .infinity, 1, .leastNonzeroMagnitude]
    #expect(scale(&ramp, source).bits == source.bits)
  }

  @Test func scales() {
    var ramp = Ramp(0.5, length: 10)
    #expect(scale(&ramp, [1, -2, 3]) == [0.5, -1, 1.5])
    ramp.aim(at: 1)
    var copy = ramp
    let factors = values(&copy, 20)
    #expect(scale(&ramp, [Float](repeating: 2, count: 20)) == factors.map { 2 * $0 })
  }

  @Test func scalesInPlace() {
    var ramp = Ramp(0.25, length: 10)
    var block: [Float] = [4, 8]
    block.withUnsafeMutableBufferPointer { ramp.scale($0.baseAddress!, into: $0.baseAddress!, frameCount: 2) }
    #expect(block == [1, 2])
  }

  @Test func hasALength() async {
    await #expect(processExitsWith: .failure) { _ = Ramp(1, length: 0) }
  }
}
