import NeuralAmp
import TestSupport
import Testing

/// A bank, and for each of its streams a processor that is told the same: their outputs have to be the same bits.
final class BankWithTwins {
  let bank: StreamBank
  private var twins: [Int: Processor] = [:]
  private var snapshot: StateSnapshot
  private var generator: SeededGenerator
  private let comparesStates: Bool

  /// - Parameter comparesStates: whether what is saved has to be the same too. Rings of feed-forward networks hold what
  ///   vectors leave beyond the last frame, which nobody reads.
  init(_ model: Model, streamLimit: Int, seed: UInt64, comparesStates: Bool = true) {
    self.comparesStates = comparesStates
    bank = StreamBank(model: model, streamLimit: streamLimit, maximumFrameCount: 64)
    snapshot = StateSnapshot(of: model)
    generator = SeededGenerator(seed: seed)
  }

  /// Does something, mostly processing.
  func step() {
    let someone = twins.keys.sorted().randomElement(using: &generator)
    switch (Int.random(in: 0..<12, using: &generator), someone) {
    case (0, _): join(from: Bool.random(using: &generator) ? .rest : .stored)
    case (1, let stream?): copy(stream)
    case (2, let stream?): leave(stream)
    case (3, let stream?): reset(stream)
    case (4, let stream?): save(stream)
    case (5, let stream?): restore(stream)
    default: process(frameCount: Int.random(in: 0...64, using: &generator))
    }
  }

  func join(from start: Model.Start) {
    guard let stream = bank.join(from: start) else {
      #expect(twins.count == bank.streamLimit)
      return
    }
    let twin = Processor(model: bank.model, maximumFrameCount: 64)
    twin.reset(to: start)
    #expect(twins.updateValue(twin, forKey: stream) == nil, "a number is given once")
  }

  private func copy(_ stream: Int) {
    guard let copy = bank.copy(stream) else {
      #expect(twins.count == bank.streamLimit)
      return
    }
    #expect(twins.updateValue(twins[stream]!.copy(), forKey: copy) == nil, "a number is given once")
  }

  private func leave(_ stream: Int) {
    bank.leave(stream)
    twins[stream] = nil
  }

  private func reset(_ stream: Int) {
    bank.reset(stream)
    twins[stream]!.reset()
  }

  /// The other may go on from what the bank saves.
  private func save(_ stream: Int) {
    let twin = StateSnapshot(of: bank.model)
    twins[stream]!.save(into: twin)
    bank.save(stream, into: snapshot)
    if comparesStates { #expect(snapshot.hasSameBits(as: twin), "stream \(stream)") }
  }

  private func restore(_ stream: Int) {
    bank.restore(snapshot, to: stream)
    twins[stream]!.restore(snapshot)
  }

  /// - Parameter changing: what a sample is to be instead.
  func process(frameCount: Int, changing: (Int) -> Float? = { _ in nil }) {
    let (inputs, outputs) = (bank.model.inputChannelCount, bank.model.outputChannelCount)
    let size = max(1, frameCount * max(inputs, outputs))
    var inputPointers = [UnsafePointer<Float>?](repeating: nil, count: bank.streamLimit)
    var outputPointers = [UnsafeMutablePointer<Float>?](repeating: nil, count: bank.streamLimit)
    let memory = UnsafeMutablePointer<Float>.allocate(capacity: 2 * size * bank.streamLimit)
    memory.initialize(repeating: 0, count: 2 * size * bank.streamLimit)
    defer { memory.deallocate() }
    for stream in twins.keys {
      let input = memory + 2 * size * stream
      for index in 0..<frameCount * inputs {
        input[index] = changing(index) ?? Float.random(in: -1...1, using: &generator)
      }
      (inputPointers[stream], outputPointers[stream]) = (UnsafePointer(input), input + size)
    }
    bank.process(inputs: inputPointers, outputs: outputPointers, frameCount: frameCount)
    for (stream, twin) in twins {
      let input = [Float](UnsafeBufferPointer(start: inputPointers[stream], count: frameCount * inputs))
      let output = [Float](UnsafeBufferPointer(start: outputPointers[stream], count: frameCount * outputs))
      #expect(output.bits == twin.process(input, blocks: [64]).bits, "stream \(stream)")
    }
  }
}
