import Glibc
import NeuralAmp
import TestSupport
import Testing

/// A bank, and for each of its streams a processor that is told the same: their outputs have to be the same bits.
final class BankWithTwins {
  /// Of one stream: what bank and twin get, and what each makes of it.
  private struct Slot {
    let input: UnsafeMutablePointer<Float>
    let output: UnsafeMutablePointer<Float>
    let twinOutput: UnsafeMutablePointer<Float>
  }

  private static let maximumFrameCount = 64
  /// Behind the last sample, where nothing may be written. No sample is as large.
  private static let guardSample: Float = 1000

  let bank: StreamBank
  /// By the stream's number.
  private var twins: [Processor?]
  /// The same state, as the bank saved it and as the twin did.
  private let snapshot: StateSnapshot
  private let twinSnapshot: StateSnapshot
  private var generator: SeededGenerator
  private let comparesStates: Bool
  /// Whether more come than go.
  private var isFilling = true
  /// Inputs are parts of it: in a debug build a random sample takes longer than what is tested.
  private let noise: [Float]
  /// Samples of the end with more channels, and the guard.
  private let slotSize: Int
  private let memory: UnsafeMutablePointer<Float>

  /// - Parameter comparesStates: whether what is saved has to be the same too. Rings of feed-forward networks hold what
  ///   vectors leave beyond the last frame, which nobody reads.
  init(_ model: Model, streamLimit: Int, seed: UInt64, comparesStates: Bool = true) {
    self.comparesStates = comparesStates
    bank = StreamBank(
      model: model, streamLimit: streamLimit, maximumFrameCount: Self.maximumFrameCount)
    twins = [Processor?](repeating: nil, count: streamLimit)
    snapshot = StateSnapshot(of: model)
    twinSnapshot = StateSnapshot(of: model)
    generator = SeededGenerator(seed: seed)
    noise = generator.floats(4096, in: -1...1)
    slotSize = Self.maximumFrameCount * max(model.inputChannelCount, model.outputChannelCount) + 1
    memory = .allocate(capacity: 3 * slotSize * streamLimit)
    memory.initialize(repeating: 0, count: 3 * slotSize * streamLimit)
  }

  deinit { memory.deallocate() }

  /// Does something, mostly processing.
  func step() throws {
    // Now there are enough for lanes, and now too few.
    if Int.random(in: 0..<100, using: &generator) == 0 { isFilling.toggle() }
    let someone = twins.indices.filter { twins[$0] != nil }.randomElement(using: &generator)
    switch (Int.random(in: 0..<16, using: &generator), someone) {
    case (0, _): join(from: Bool.random(using: &generator) ? .rest : .stored)
    case (1, let stream?): leave(stream)
    case (2, let stream?): if isFilling { copy(stream) } else { leave(stream) }
    case (3, let stream?): if isFilling { join(from: .rest) } else { leave(stream) }
    case (4, let stream?): reset(stream)
    case (5, let stream?): save(stream)
    case (6, let stream?): restore(stream)
    case (7, let stream?): try load(stream)
    default: process(frameCount: Int.random(in: 0...Self.maximumFrameCount, using: &generator))
    }
  }

  func join(from start: Model.Start) {
    guard let stream = bank.join(from: start) else { return expectFull() }
    let twin = Processor(model: bank.model, maximumFrameCount: Self.maximumFrameCount)
    twin.reset(to: start)
    add(stream, twin)
  }

  private func copy(_ stream: Int) {
    guard let copy = bank.copy(stream) else { return expectFull() }
    add(copy, twins[stream]!.copy())
  }

  private func add(_ stream: Int, _ twin: Processor) {
    #expect(twins[stream] == nil, "a number is given once")
    twins[stream] = twin
  }

  private func expectFull() {
    #expect(twins.allSatisfy { $0 != nil })
  }

  private func leave(_ stream: Int) {
    bank.leave(stream)
    twins[stream] = nil
  }

  private func reset(_ stream: Int) {
    bank.reset(stream)
    twins[stream]!.reset()
  }

  private func save(_ stream: Int) {
    bank.save(stream, into: snapshot)
    twins[stream]!.save(into: twinSnapshot)
    if comparesStates { #expect(snapshot.hasSameBits(as: twinSnapshot), "stream \(stream)") }
  }

  /// Each goes on from what the other has saved.
  private func restore(_ stream: Int) {
    bank.restore(twinSnapshot, to: stream)
    twins[stream]!.restore(snapshot)
  }

  /// What the bank has saved goes through a file's bytes; its twin goes on from what it has saved itself.
  private func load(_ stream: Int) throws {
    bank.restore(try StateSnapshot(of: bank.model, fileBytes: snapshot.fileBytes), to: stream)
    twins[stream]!.restore(twinSnapshot)
  }

  /// - Parameter changes: samples of every stream that are to be something else.
  func process(frameCount: Int, changes: [Int: Float] = [:]) {
    let inputCount = frameCount * bank.model.inputChannelCount
    let outputCount = frameCount * bank.model.outputChannelCount
    var inputs = [UnsafePointer<Float>?](repeating: nil, count: bank.streamLimit)
    var outputs = [UnsafeMutablePointer<Float>?](repeating: nil, count: bank.streamLimit)
    for (stream, twin) in twins.enumerated() {
      guard let twin else { continue }
      let slot = slot(stream)
      fill(slot.input, count: inputCount, changes)
      slot.output[outputCount] = Self.guardSample
      // First: the bank may put its output where the input is.
      twin.process(input: slot.input, output: slot.twinOutput, frameCount: frameCount)
      let isInPlace = outputCount <= inputCount && Bool.random(using: &generator)
      inputs[stream] = UnsafePointer(slot.input)
      outputs[stream] = isInPlace ? slot.input : slot.output
    }
    bank.process(inputs: inputs, outputs: outputs, frameCount: frameCount)
    let wrong = twins.indices.filter { stream in
      guard let output = outputs[stream] else { return false }
      let slot = slot(stream)
      let isSame = memcmp(output, slot.twinOutput, outputCount * MemoryLayout<Float>.stride) == 0
      let isWithin =
        slot.input[inputCount] == Self.guardSample && slot.output[outputCount] == Self.guardSample
      return !isSame || !isWithin
    }
    #expect(wrong.isEmpty, "streams \(wrong), a block of \(frameCount) frames")
  }

  private func slot(_ stream: Int) -> Slot {
    let first = memory + 3 * slotSize * stream
    return Slot(input: first, output: first + slotSize, twinOutput: first + 2 * slotSize)
  }

  private func fill(_ input: UnsafeMutablePointer<Float>, count: Int, _ changes: [Int: Float]) {
    let offset = Int.random(in: 0...noise.count - slotSize, using: &generator)
    noise.withUnsafeBufferPointer { input.update(from: $0.baseAddress! + offset, count: count) }
    for (index, sample) in changes { input[index] = sample }
    input[count] = Self.guardSample
  }
}
