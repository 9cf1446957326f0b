import Glibc

/// Walks over neighbouring floats, both signs, and notes how far a kernel's activations are from what they
/// should be.
///
/// Blocks of 4096 floats that follow one another, so that float64's tanh and sigmoid are needed for the
/// middle of a block only: from there a cubic is exact to 1e-14.
struct ActivationSweep: Sendable {
  struct Findings: Sendable {
    var tanhError = 0.0
    var sigmoidError = 0.0
    /// Floats for which tanh(-x) is not -tanh(x), bit for bit.
    var notOdd = 0
    /// Floats for which tanh has another sign than x or is beyond ±1, or a sigmoid is not in 0...1.
    var outOfRange = 0
    /// Floats of 9.1 and more for which tanh is not 1.
    var notOne = 0

    mutating func merge(_ other: Findings) {
      tanhError = max(tanhError, other.tanhError)
      sigmoidError = max(sigmoidError, other.sigmoidError)
      notOdd += other.notOdd
      outOfRange += other.outOfRange
      notOne += other.notOne
    }
  }

  static let blockLength = 4096

  let activations: KernelActivations
  /// Only every so many floats of a block.
  let step: Int

  /// Blocks that begin at these bit patterns, on all processors.
  func findings(of blocks: [UInt32]) async -> Findings {
    let workers = 16
    return await withTaskGroup(of: Findings.self) { group in
      for worker in 0..<workers {
        group.addTask {
          var block = Block(activations, step: step)
          for index in stride(from: worker, to: blocks.count, by: workers) { block.examine(blocks[index]) }
          return block.findings
        }
      }
      return await group.reduce(into: Findings()) { $0.merge($1) }
    }
  }
}

/// Value and derivatives at the middle of a block, as a cubic.
private struct Cubic {
  private let middle: Double
  private let terms: (Double, Double, Double, Double)

  /// tanh' = 1 - tanh².
  init(tanhAround middle: Double) {
    self.middle = middle
    let t = tanh(middle)
    let slope = 1 - t * t
    terms = (t, slope, -t * slope, slope * (3 * t * t - 1) / 3)
  }

  /// sigmoid(x) = (1 + tanh(x / 2)) / 2.
  init(sigmoidAround middle: Double) {
    self.middle = middle
    let half = Cubic(tanhAround: middle / 2).terms
    terms = ((1 + half.0) / 2, half.1 / 4, half.2 / 8, half.3 / 16)
  }

  @inline(__always)
  func callAsFunction(_ x: Double) -> Double {
    let d = x - middle
    return terms.0 + d * (terms.1 + d * (terms.2 + d * terms.3))
  }
}

/// Memory for one block, and what was found so far.
private struct Block {
  private(set) var findings = ActivationSweep.Findings()

  private let activations: KernelActivations
  private let step: Int
  private var x: [Float]
  private var minusX: [Float]
  private var tanhs: [Float]
  private var minusTanhs: [Float]
  private var sigmoids: [Float]
  private var minusSigmoids: [Float]

  init(_ activations: KernelActivations, step: Int) {
    self.activations = activations
    self.step = step
    x = [Float](repeating: 0, count: ActivationSweep.blockLength / step)
    (minusX, tanhs, minusTanhs, sigmoids, minusSigmoids) = (x, x, x, x, x)
  }

  mutating func examine(_ start: UInt32) {
    // Where floats are left out, others from block to block.
    let first = start + (start / UInt32(ActivationSweep.blockLength)) * 97 % UInt32(step)
    for index in x.indices {
      x[index] = Float(bitPattern: first + UInt32(index * step))
      minusX[index] = -x[index]
    }
    activations.tanh(x, &tanhs, x.count)
    activations.tanh(minusX, &minusTanhs, x.count)
    activations.sigmoid(x, &sigmoids, x.count)
    activations.sigmoid(minusX, &minusSigmoids, x.count)
    compare(middle: Double(Float(bitPattern: start + UInt32(ActivationSweep.blockLength / 2))))
    count()
  }

  private mutating func compare(middle: Double) {
    let tanh = Cubic(tanhAround: middle)
    let sigmoid = Cubic(sigmoidAround: middle)
    var (tanhError, sigmoidError) = (findings.tanhError, findings.sigmoidError)
    for index in x.indices {
      let x = Double(x[index])
      tanhError = max(tanhError, abs(Double(tanhs[index]) - tanh(x)))
      let wanted = sigmoid(x)
      sigmoidError = max(sigmoidError, abs(Double(sigmoids[index]) - wanted))
      sigmoidError = max(sigmoidError, abs(Double(minusSigmoids[index]) - (1 - wanted)))
    }
    (findings.tanhError, findings.sigmoidError) = (tanhError, sigmoidError)
  }

  private mutating func count() {
    var (notOdd, outOfRange, notOne) = (0, 0, 0)
    for index in x.indices {
      let tanh = tanhs[index]
      notOdd += minusTanhs[index].bitPattern == (-tanh).bitPattern ? 0 : 1
      let isInRange =
        (0...1).contains(tanh) && (0...1).contains(sigmoids[index]) && (0...1).contains(minusSigmoids[index])
      outOfRange += isInRange ? 0 : 1
      notOne += x[index] >= 9.1 && tanh != 1 ? 1 : 0
    }
    findings.notOdd += notOdd
    findings.outOfRange += outOfRange
    findings.notOne += notOne
  }
}
