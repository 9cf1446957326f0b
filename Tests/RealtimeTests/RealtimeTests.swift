import CRealtimeProbe
import NAMFormat
import NeuralAmp
import TestSupport
import Testing

/// No allocation, no free and no lock once a processor is prepared, counted at run time. The attributes on
/// the functions have the compiler show the same.
struct RealtimeTests {
  private func expectNothing(_ work: () -> Void) {
    headroom_probe_begin()
    work()
    let counts = headroom_probe_end()
    #expect(counts.allocations == 0)
    #expect(counts.frees == 0)
    #expect(counts.locks == 0)
  }

  @Test(arguments: ModelShape.few, [1, 64, 256])
  func consecutiveBlocks(_ shape: ModelShape, _ frameCount: Int) {
    let processor = shape.processor(maximumFrameCount: frameCount)
    let input = [Float](repeating: 0.5, count: frameCount * shape.inputs)
    var output = [Float](repeating: 0, count: frameCount * shape.outputs)
    input.withUnsafeBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        let (from, to) = (input.baseAddress!, output.baseAddress!)
        expectNothing {
          for _ in 0..<10 { processor.process(input: from, output: to, frameCount: frameCount) }
        }
      }
    }
  }

  @Test(arguments: ModelShape.few.filter { $0.inputs == $0.outputs })
  func spans(_ shape: ModelShape) {
    let processor = shape.processor()
    let input = [Float](repeating: 0.5, count: 64 * shape.inputs)
    var output = [Float](repeating: 0, count: 64 * shape.outputs)
    let source = input.span
    var target = output.mutableSpan
    headroom_probe_begin()
    processor.process(source, into: &target)
    processor.process(inPlace: &target)
    let counts = headroom_probe_end()
    #expect(counts.allocations == 0 && counts.frees == 0 && counts.locks == 0)
  }

  @Test(arguments: ModelShape.few.filter { $0.inputs == 1 && $0.outputs == 1 })
  func samples(_ shape: ModelShape) {
    let processor = shape.processor(maximumFrameCount: 1)
    var sum: Float = 0
    expectNothing { for index in 0..<100 { sum += processor.process(Float(index) / 100) } }
    #expect(sum.isFinite)
  }

  @Test(arguments: ModelShape.few)
  func resetSaveAndRestore(_ shape: ModelShape) {
    let processor = shape.processor()
    let snapshot = StateSnapshot(of: processor.model)
    expectNothing {
      processor.reset()
      processor.reset(to: .stored)
      processor.save(into: snapshot)
      processor.restore(snapshot)
    }
  }

  /// Several changes, and networks of several architectures.
  @Test(arguments: ["container_wavenets", "container_mixed"])
  func switching(_ name: String) throws {
    let file = try NAMFile(path: Repository.path("Tests/Goldens/models/\(name).nam"))
    let qualities = [0] + file.qualityBreakpoints
    let stream = ModelSwitch(model: try file.makeModel(), maximumFrameCount: 64)
    let samples = UnsafeMutablePointer<Float>.allocate(capacity: 64)
    defer { samples.deallocate() }
    samples.initialize(repeating: 0.5, count: 64)
    var changeCount = 0
    for block in 0..<2000 {
      if block % 7 == 0 {
        stream.prepare(try file.makeModel(quality: qualities[block / 7 % qualities.count]))
      }
      expectNothing { stream.process(input: samples, output: samples, frameCount: 64) }
      if stream.reclaim() { changeCount += 1 }
    }
    #expect(changeCount > 2)
  }

  /// Networks of every architecture, in blocks of less than a vector, of a tile, and of more.
  @Test(arguments: TestNetwork.all, [1, 64, 200])
  func blocksOfEveryArchitecture(_ test: TestNetwork, _ frameCount: Int) {
    let processor = test.processor(maximumFrameCount: frameCount)
    let snapshot = StateSnapshot(of: processor.model)
    let input = [Float](repeating: 0.5, count: frameCount * test.inputs)
    var output = [Float](repeating: 0, count: frameCount * test.outputs)
    input.withUnsafeBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        let (from, to) = (input.baseAddress!, output.baseAddress!)
        expectNothing {
          for _ in 0..<3 { processor.process(input: from, output: to, frameCount: frameCount) }
          processor.save(into: snapshot)
          processor.reset()
          processor.restore(snapshot)
        }
      }
    }
  }

  @Test func conversion() {
    let samples = [Float](repeating: 1.5, count: 64)
    var integers = [Int32](repeating: 0, count: 64)
    samples.withUnsafeBufferPointer { samples in
      integers.withUnsafeMutableBufferPointer { integers in
        let (from, to) = (samples.baseAddress!, integers.baseAddress!)
        expectNothing { _ = SampleConversion.quantize(from, to: to, count: 64, bitCount: 24) }
      }
    }
  }

  /// Streams that come and go in a bank, with its lanes full and all but empty.
  @Test(arguments: ModelShape.few, [2, 17])
  func bank(_ shape: ModelShape, _ joinedCount: Int) {
    let bank = StreamBank(model: shape.model(), streamLimit: 17, maximumFrameCount: 64)
    let snapshot = StateSnapshot(of: bank.model)
    let input = [Float](repeating: 0.5, count: 64 * shape.inputs)
    var output = [Float](repeating: 0, count: 64 * shape.outputs)
    input.withUnsafeBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        let inputs = [UnsafePointer<Float>?](repeating: input.baseAddress, count: 17)
        let outputs = [UnsafeMutablePointer<Float>?](repeating: output.baseAddress, count: 17)
        inputs.withUnsafeBufferPointer { inputs in
          outputs.withUnsafeBufferPointer { outputs in
            let (from, to) = (inputs.baseAddress!, outputs.baseAddress!)
            expectNothing {
              for _ in 0..<joinedCount - 1 { _ = bank.join() }
              _ = bank.copy(0)
              bank.process(inputs: from, outputs: to, frameCount: 64)
              bank.save(0, into: snapshot)
              bank.restore(snapshot, to: 1)
              bank.reset(0, to: .stored)
              bank.leave(1)
              bank.process(inputs: from, outputs: to, frameCount: 64)
            }
          }
        }
      }
    }
  }
}

/// The counter counts: without this the zeros above would say nothing.
@Suite(.disabled(if: headroom_test_is_sanitized(), "a sanitizer stands where the counter would"))
struct RealtimeProbeTests {
  @Test func seesAllocationAndFreeInC() {
    headroom_probe_begin()
    headroom_probe_allocate()
    let counts = headroom_probe_end()
    #expect(counts.allocations == 1)
    #expect(counts.frees == 1)
  }

  @Test func seesAllocationInSwift() {
    headroom_probe_begin()
    let processor = Processor(model: .random(layers: 1, hidden: 3), maximumFrameCount: 1)
    let counts = headroom_probe_end()
    #expect(counts.allocations > 0)
    #expect(processor.process(0).isFinite)
  }

  @Test func seesLock() {
    headroom_probe_begin()
    headroom_probe_lock()
    #expect(headroom_probe_end().locks == 1)
  }

  @Test func countsOnlyBetweenBeginAndEnd() {
    headroom_probe_begin()
    _ = headroom_probe_end()
    headroom_probe_allocate()
    #expect(headroom_probe_end().allocations == 0)
  }
}
