import NeuralAmp

/// Files that go through one model side by side, a block of each at a time. What becomes of one does not depend on the
/// others.
///
/// Thread: that of its stock, one at a time.
package final class RenderGroup {
  private struct Member {
    let id: Int
    let job: RenderJob
    let input: StreamBlocks
    let output: StreamBlocks
    /// Their numbers in the bank.
    let streams: [Int]
  }

  /// What became of a file.
  package struct Ending {
    package let id: Int
    package let result: Result<FinishedRender, AudioFileError>
  }

  private let stock: RenderStock
  private let bank: StreamBank
  private var members: [Member] = []
  private var inputs: [UnsafePointer<Float>?]
  private var outputs: [UnsafeMutablePointer<Float>?]

  /// - Parameter streamLimit: streams of all files together.
  package init(_ model: Model, streamLimit: Int, _ stock: RenderStock) {
    self.stock = stock
    bank = stock.bank(model, streamLimit: streamLimit)
    inputs = [UnsafePointer<Float>?](repeating: nil, count: streamLimit)
    outputs = [UnsafeMutablePointer<Float>?](repeating: nil, count: streamLimit)
  }

  deinit {
    for member in members { giveBack(member) }
    stock.giveBack(bank)
  }

  package var isEmpty: Bool { members.isEmpty }

  package var freeStreamCount: Int { bank.streamLimit - bank.streamCount }

  /// Files, by the numbers they were added with, and how far they are.
  package var progress: [(id: Int, progress: RenderProgress, time: RenderTime)] {
    members.map { ($0.id, $0.job.progress, $0.job.time) }
  }

  /// - Precondition: there is room for its streams, and it is for this group's model.
  package func add(_ job: RenderJob, id: Int) {
    let streams = (0..<job.shape.streamCount).map { _ in
      guard let stream = bank.join(from: job.start) else {
        preconditionFailure("a file with more streams than the group has room for")
      }
      return stream
    }
    let member = Member(
      id: id, job: job, input: job.inputBlocks(capacity: RenderJob.blockFrameCount),
      output: job.outputBlocks(capacity: RenderJob.blockFrameCount), streams: streams)
    for (index, stream) in streams.enumerated() {
      inputs[stream] = UnsafePointer(member.input.frames(index).baseAddress)
      outputs[stream] = member.output.frames(index).baseAddress
    }
    members.append(member)
    job.time.lanes = RenderLanes(streamLimit: bank.streamLimit, leastStreamCount: bank.leastStreamCount)
  }

  /// Takes every file one block further. Returns those that have come to their end, and are out of the group.
  package func advance() -> [Ending] {
    let begin = ContinuousClock.now
    var endings: [Ending] = []
    forEach(&endings) { member throws(AudioFileError) in
      if !member.job.isComplete { try member.job.read(into: member.input) }
    }
    let streamCount = bank.streamCount
    let modelSeconds = process()
    forEach(&endings) { member throws(AudioFileError) in
      let before = member.job.progress.renderedFrameCount
      try member.job.write(from: member.output)
      charge(
        member, modelSeconds, of: streamCount, frameCount: member.job.progress.renderedFrameCount - before)
    }
    let seconds = (ContinuousClock.now - begin) / .seconds(1)
    for member in members { member.job.time.elapsed += seconds }
    let complete = members.filter(\.job.isComplete)
    for member in complete {
      remove(member)
      let result = Result { () throws(AudioFileError) in try member.job.finish() }
      endings.append(Ending(id: member.id, result: result))
    }
    return endings
  }

  /// A block of every file through the model. Returns the seconds that it took.
  private func process() -> Double {
    if members.isEmpty { return 0 }
    let begin = ContinuousClock.now
    bank.process(inputs: inputs, outputs: outputs, frameCount: RenderJob.blockFrameCount)
    return (ContinuousClock.now - begin) / .seconds(1)
  }

  /// Lanes take as long for one stream as for all; one after the other, each takes its part.
  private func charge(_ member: Member, _ seconds: Double, of streamCount: Int, frameCount: Int) {
    if let least = bank.leastStreamCount, streamCount >= least {
      member.job.time.sideBySide.seconds += seconds
      member.job.time.sideBySide.frameCount += frameCount
    } else {
      member.job.time.oneByOne.seconds += seconds * Double(member.streams.count) / Double(streamCount)
      member.job.time.oneByOne.frameCount += frameCount
    }
  }

  /// Each takes its own time. Those that fail are out.
  private func forEach(_ endings: inout [Ending], _ body: (Member) throws(AudioFileError) -> Void) {
    var begin = ContinuousClock.now
    for member in members {
      do throws(AudioFileError) {
        try body(member)
      } catch {
        remove(member)
        endings.append(Ending(id: member.id, result: .failure(error)))
      }
      let end = ContinuousClock.now
      member.job.time.own += (end - begin) / .seconds(1)
      begin = end
    }
  }

  private func remove(_ member: Member) {
    for stream in member.streams { bank.leave(stream) }
    members.removeAll { $0.id == member.id }
    giveBack(member)
  }

  private func giveBack(_ member: Member) {
    stock.giveBack(member.input)
    stock.giveBack(member.output)
  }
}
