import NeuralAmp
import Synchronization
import TestSupport
import Testing

@testable import LiveAudio

struct AmpChainTests {
  private static let block = AmpChainBench.block
  private static let ramp = AmpChainBench.rampLength
  private let shape = ModelShape(layers: 1, hidden: 8)

  private func input(_ blocks: Int, seed: UInt64 = 3) -> [Float] {
    var generator = SeededGenerator(seed: seed)
    return generator.floats(blocks * Self.block, in: -0.5...0.5)
  }

  private func amp(_ input: [Float]) -> [Float] {
    shape.processor(maximumFrameCount: Self.block).process(input, blocks: [Self.block])
  }

  @Test func atRestItIsTheAmpToTheBit() throws {
    let input = input(50)
    #expect(try AmpChainBench(shape.model()).process(input).bits == amp(input).bits)
  }

  @Test func gainsScaleBeforeAndBehind() throws {
    let bench = try AmpChainBench(shape.model()) {
      $0.inputGain.store(Float(0.5).bitPattern, ordering: .relaxed)
      $0.outputGain.store(Float(3).bitPattern, ordering: .relaxed)
    }
    let input = input(50)
    #expect(bench.process(input).bits == amp(input.map { $0 * 0.5 }).map { $0 * 3 }.bits)
  }

  /// Around the amp and the gain before it, not the one behind.
  @Test func bypass() throws {
    let bench = try AmpChainBench(shape.model()) {
      $0.inputGain.store(Float(0.5).bitPattern, ordering: .relaxed)
      $0.outputGain.store(Float(3).bitPattern, ordering: .relaxed)
      $0.isBypassed.store(true, ordering: .relaxed)
    }
    let input = input(50)
    #expect(bench.process(input).bits == input.map { $0 * 3 }.bits)
  }

  /// The amp has heard everything when it is back.
  @Test func bypassedAmpPlaysOn() throws {
    let bench = try AmpChainBench(shape.model())
    let input = input(100)
    let output = bench.process(input) { frame in
      let isBypassed = (20 * Self.block..<50 * Self.block).contains(frame)
      bench.controls.pointee.isBypassed.store(isBypassed, ordering: .relaxed)
    }
    let amped = amp(input)
    #expect(output.prefix(20 * Self.block).elementsEqual(amped.prefix(20 * Self.block)))
    let past = 20 * Self.block + Self.ramp..<50 * Self.block
    #expect(Array(output[past]).bits == Array(input[past]).bits)
    let back = (50 * Self.block + Self.ramp)...
    #expect(Array(output[back]).bits == Array(amped[back]).bits)
  }

  @Test func mute() throws {
    let bench = try AmpChainBench(shape.model())
    let input = input(100)
    let output = bench.process(input) { frame in
      let isMuted = (20 * Self.block..<50 * Self.block).contains(frame)
      bench.controls.pointee.isMuted.store(isMuted, ordering: .relaxed)
    }
    #expect(output[(20 * Self.block + Self.ramp)..<50 * Self.block].allSatisfy { $0 == 0 })
    let amped = amp(input)
    let back = (50 * Self.block + Self.ramp)...
    #expect(Array(output[back]).bits == Array(amped[back]).bits)
    #expect(zip(output, amped).allSatisfy { abs($0) <= abs($1) })
    #expect(!bench.hasFadedOut)
  }

  // MARK: Stop and start

  @Test func stop() throws {
    let bench = try AmpChainBench(shape.model())
    _ = bench.process(input(10))
    #expect(!bench.hasFadedOut)
    bench.controls.pointee.isStopping.store(true, ordering: .relaxed)
    let fade = bench.process(input(15))
    #expect(fade.dropFirst(Self.ramp - 1).allSatisfy { $0 == 0 })
    #expect(fade[..<(Self.ramp / 2)].contains { $0 != 0 })
    #expect(bench.hasFadedOut)
  }

  @Test func stopWhileMuted() throws {
    let bench = try AmpChainBench(shape.model()) { $0.isMuted.store(true, ordering: .relaxed) }
    _ = bench.process(input(10))
    #expect(!bench.hasFadedOut)
    bench.controls.pointee.isStopping.store(true, ordering: .relaxed)
    #expect(bench.hasFadedOut)
  }

  /// A move on its way is finished first.
  @Test func stopDuringAMove() throws {
    let bench = try AmpChainBench(shape.model())
    bench.set(outputGain: 2)
    _ = bench.process(input(1))
    bench.controls.pointee.isStopping.store(true, ordering: .relaxed)
    var blocks = 0
    while !bench.hasFadedOut, blocks < 100 {
      _ = bench.process(input(1))
      blocks += 1
    }
    #expect((15...31).contains(blocks))
  }

  @Test func frameLimit() throws {
    let bench = try AmpChainBench(shape.model(), frameLimit: 10 * Self.block)
    let input = input(30)
    let output = bench.process(input)
    let amped = amp(input)
    #expect(Array(output[..<(10 * Self.block)]).bits == Array(amped[..<(10 * Self.block)]).bits)
    #expect(output[(10 * Self.block + Self.ramp - 1)...].allSatisfy { $0 == 0 })
    #expect(bench.hasFadedOut)
  }

  @Test func fadesInAfterAnInterruption() throws {
    let bench = try AmpChainBench(shape.model())
    bench.fadeIn()
    let input = input(60)
    let amped = amp(input)
    let output = bench.process(input) { if $0 == 30 * Self.block { bench.fadeIn() } }
    let cut = 30 * Self.block
    #expect(Array(output[..<cut]).bits == Array(amped[..<cut]).bits, "the very first start fades nothing")
    #expect(abs(output[cut]) < 1e-6)
    #expect(zip(output[cut...], amped[cut...]).allSatisfy { abs($0) <= abs($1) })
    #expect(Array(output[(cut + Self.ramp)...]).bits == Array(amped[(cut + Self.ramp)...]).bits)
  }

  // MARK: What may come in

  @Test(arguments: [false, true], [Float.nan, .infinity, -.infinity])
  func noNumberIsSilence(_ isBypassed: Bool, _ poison: Float) throws {
    let bench = try AmpChainBench(shape.model()) { $0.isBypassed.store(isBypassed, ordering: .relaxed) }
    let silent = try AmpChainBench(shape.model()) { $0.isBypassed.store(isBypassed, ordering: .relaxed) }
    var (poisoned, silenced) = (input(40), input(40))
    for frame in [0, 100, 101, 700] { (poisoned[frame], silenced[frame]) = (poison, 0) }
    let output = bench.process(poisoned)
    #expect(output.allSatisfy { $0.isFinite })
    #expect(output == silent.process(silenced))
  }

  /// In the midst of a change too.
  @Test func noNumberWhileBypassMoves() throws {
    let bench = try AmpChainBench(shape.model())
    var input = input(40)
    for frame in stride(from: 0, to: input.count, by: 7) { input[frame] = .nan }
    let output = bench.process(input) {
      bench.controls.pointee.isBypassed.store($0 / (5 * Self.block) % 2 == 1, ordering: .relaxed)
    }
    #expect(output.allSatisfy { $0.isFinite })
  }

  // MARK: Meters

  @Test func meters() throws {
    let bench = try AmpChainBench(shape.model()) {
      $0.isBypassed.store(true, ordering: .relaxed)
      $0.outputGain.store(Float(2).bitPattern, ordering: .relaxed)
    }
    var input = [Float](repeating: 0.1, count: 4 * Self.block)
    (input[70], input[130], input[131]) = (-0.75, 32767.0 / 32768, -1)
    _ = bench.process(input)
    let statistics = bench.statistics
    let peaks = (
      Float(bitPattern: UInt32(statistics.pointee.inputPeak.load(ordering: .relaxed))),
      Float(bitPattern: UInt32(statistics.pointee.outputPeak.load(ordering: .relaxed)))
    )
    #expect(peaks == (1, 2))
    #expect(statistics.pointee.inputClips.load(ordering: .relaxed) == 2)
    #expect(statistics.pointee.outputClips.load(ordering: .relaxed) == 3)
  }
}
