import NeuralAmp

/// What has been prepared for a file and serves the next one too.
///
/// Thread: one at a time.
package final class RenderStock {
  /// How often something was prepared, since nothing that was there fitted.
  package private(set) var preparationCount = 0

  /// Resamplers and blocks beyond these are let go, oldest first, in bytes.
  private static let byteLimit = 8_000_000
  private static let bankLimit = 4

  private var banks: [StreamBank] = []
  private var resamplers: [Resampler] = []
  private var blocks: [StreamBlocks] = []

  package init() {}

  /// A bank without streams.
  func bank(_ model: Model, streamLimit: Int) -> StreamBank {
    let frameCount = RenderJob.blockFrameCount
    return take(from: &banks) {
      $0.fits(model, streamLimit: streamLimit, maximumFrameCount: frameCount)
    } else: {
      StreamBank(model: model, streamLimit: streamLimit, maximumFrameCount: frameCount)
    }
  }

  /// `nil` where there is nothing to resample.
  func resampler(_ shape: Resampler.Shape, path: String) throws(AudioFileError) -> Resampler? {
    if shape.isIdentity { return nil }
    do throws(AudioFileError.Problem) {
      return try take(from: &resamplers) {
        $0.shape == shape
      } else: { () throws(AudioFileError.Problem) in
        try Resampler(shape)
      }
    } catch {
      throw AudioFileError(path: path, problem: error)
    }
  }

  func blocks(streamCount: Int, channelCount: Int, capacity: Int) -> StreamBlocks {
    take(from: &blocks) {
      $0.fits(streamCount: streamCount, channelCount: channelCount, capacity: capacity)
    } else: {
      StreamBlocks(streamCount: streamCount, channelCount: channelCount, capacity: capacity)
    }
  }

  /// Those of one model are kept, and with them the model.
  func giveBack(_ bank: StreamBank) {
    for stream in 0..<bank.streamLimit where bank.contains(stream) { bank.leave(stream) }
    banks.removeAll { $0.model !== bank.model }
    banks = banks.suffix(Self.bankLimit - 1) + [bank]
  }

  func giveBack(_ resampler: Resampler?) {
    guard let resampler else { return }
    resampler.reset()
    resamplers.append(resampler)
    trim(&resamplers) { $0.shape.channelCount * Resampler.channelByteCount }
  }

  func giveBack(_ used: StreamBlocks) {
    blocks.append(used)
    trim(&blocks, byteCount: \.byteCount)
  }

  private func take<Item, Failure: Error>(
    from items: inout [Item], where fits: (Item) -> Bool, else prepare: () throws(Failure) -> Item
  ) throws(Failure) -> Item {
    if let index = items.lastIndex(where: fits) { return items.remove(at: index) }
    preparationCount += 1
    return try prepare()
  }

  private func trim<Item>(_ items: inout [Item], byteCount: (Item) -> Int) {
    var total = items.reduce(0) { $0 + byteCount($1) }
    while total > Self.byteLimit, items.count > 1 { total -= byteCount(items.removeFirst()) }
  }
}
