@testable import LiveAudio

/// A block in and a block out, of as many channels.
final class PlanarBlocks {
  let input: PlanarFrames
  let output: PlanarFrames

  /// - Parameters:
  ///   - channels: what comes in.
  ///   - capacity: of each channel, in frames.
  init(_ channels: [[Float]], capacity: Int) {
    input = .allocate(channelCount: channels.count, capacity: capacity)
    output = .allocate(channelCount: channels.count, capacity: capacity)
    fill(channels.map { $0[...] })
    for index in channels.indices { output.channel(index).update(repeating: .nan, count: capacity) }
  }

  deinit {
    input.deallocate()
    output.deallocate()
  }

  func fill(_ channels: [ArraySlice<Float>]) {
    for (index, samples) in channels.enumerated() {
      for (frame, sample) in samples.enumerated() { input.channel(index)[frame] = sample }
    }
  }

  func played(_ frameCount: Int) -> [[Float]] {
    (0..<output.channelCount).map { index in
      Array(UnsafeBufferPointer(start: output.channel(index), count: frameCount))
    }
  }
}
