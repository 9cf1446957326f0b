import TestSupport
import Testing

@testable import NeuralAmp

struct StateFileTests {
  private let shape = ModelShape(layers: 2, hidden: 5)

  private func saved(_ model: Model) -> (snapshot: StateSnapshot, processor: Processor) {
    let processor = Processor(model: model, maximumFrameCount: 64)
    _ = processor.process(shape.input(frames: 500), blocks: [64])
    let snapshot = StateSnapshot(of: model)
    processor.save(into: snapshot)
    return (snapshot, processor)
  }

  /// Another process has the same file's model, not the same object.
  @Test(arguments: [ModelShape(layers: 2, hidden: 5), ModelShape(layers: 2, hidden: 5, kernel: .reference)])
  func goesOn(_ shape: ModelShape) throws {
    let (snapshot, processor) = saved(shape.makeModel())
    let other = shape.makeModel()
    let loaded = try StateSnapshot(of: other, fileBytes: snapshot.fileBytes)
    let next = Processor(model: other, maximumFrameCount: 64)
    next.restore(loaded)
    let input = shape.input(frames: 300, seed: 9)
    #expect(next.process(input, blocks: [64]).bits == processor.process(input, blocks: [64]).bits)
  }

  @Test func goesOnInABank() throws {
    let (snapshot, processor) = saved(shape.model())
    let loaded = try StateSnapshot(of: shape.model(), fileBytes: snapshot.fileBytes)
    let bank = StreamBank(model: shape.model(), streamLimit: 1, maximumFrameCount: 64)
    let stream = try #require(bank.join())
    bank.restore(loaded, to: stream)
    let input = shape.input(frames: 64, seed: 9)
    var output = input
    input.withUnsafeBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        bank.process(inputs: [input.baseAddress], outputs: [output.baseAddress], frameCount: 64)
      }
    }
    #expect(output.bits == processor.process(input, blocks: [64]).bits)
  }

  @Test func feedForward() throws {
    let model = Model.randomConvNet()
    let processor = Processor(model: model, maximumFrameCount: 64)
    let input = shape.input(frames: 500)
    _ = processor.process(input, blocks: [64])
    let snapshot = StateSnapshot(of: model)
    processor.save(into: snapshot)
    let next = Processor(model: model, maximumFrameCount: 64)
    next.restore(try StateSnapshot(of: model, fileBytes: snapshot.fileBytes))
    #expect(next.process(input, blocks: [64]).bits == processor.process(input, blocks: [64]).bits)
  }

  @Test func isOfOneModel() throws {
    let bytes = saved(shape.model()).snapshot.fileBytes
    let others = [
      Model.random(layers: 2, hidden: 5, seed: 2), Model.random(layers: 1, hidden: 5),
      shape.on(.reference).model(), Model.randomConvNet(),
    ]
    for other in others {
      #expect(throws: StateFileError(problem: .otherModel)) { try StateSnapshot(of: other, fileBytes: bytes) }
    }
    #expect(shape.makeModel().identity == shape.model().identity)
    #expect(Set(others.map(\.identity) + [shape.model().identity]).count == 5)
  }

  @Test func everyChangedByteIsSeen() throws {
    let bytes = saved(shape.model()).snapshot.fileBytes
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 0x10
      #expect(throws: StateFileError.self) { try StateSnapshot(of: shape.model(), fileBytes: changed) }
    }
  }

  @Test func whatIsNoState() throws {
    let bytes = saved(shape.model()).snapshot.fileBytes
    func problem(_ bytes: [UInt8]) -> StateFileError.Problem? {
      do throws(StateFileError) {
        _ = try StateSnapshot(of: shape.model(), fileBytes: bytes)
        return nil
      } catch {
        return error.problem
      }
    }
    #expect(problem([]) == .notAState)
    #expect(problem(Array("RIFF".utf8) + bytes.dropFirst(4)) == .notAState)
    #expect(problem(Array(bytes.prefix(20))) == .notAState)
    #expect(problem(Array(bytes.dropLast(1))) == .damaged)
    #expect(problem(bytes + [0]) == .damaged)
    #expect(problem(bytes[..<4] + [2, 0, 0, 0] + bytes[8...]) == .version(found: 2))
    #expect(problem(bytes) == nil)
    #expect(StateFileError(problem: .version(found: 2)).description.contains("version 2"))
  }
}
