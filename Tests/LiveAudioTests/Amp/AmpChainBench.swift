import NeuralAmp
import Synchronization

@testable import LiveAudio

/// An ``AmpChain`` that is driven block by block, as the audio thread would.
final class AmpChainBench {
  static let block = 64
  static let rate = 48_000
  /// Frames that a change takes.
  static let rampLength = 960

  private let memory = LiveSharedMemory()
  let chain: AmpChainMemory
  let voice: Voice

  static let timing = DuplexTiming(periodFrameCount: block, periodCount: 2, rate: rate)

  /// - Parameters:
  ///   - frameLimit: whole blocks.
  ///   - prepare: what is set before it begins.
  init(
    _ model: Model, channelCount: Int = 1, frameLimit: Int? = nil,
    prepare: (borrowing LiveControls) -> Void = { _ in }
  ) throws(LiveAudioError) {
    prepare(memory.shared.controls.pointee)
    voice = try Voice(model, channelCount: channelCount, Self.timing)
    chain = AmpChainMemory(
      voice, Self.timing, duration: frameLimit.map { Double($0) / Double(Self.rate) }, shared: memory.shared)
  }

  var controls: UnsafePointer<LiveControls> { memory.shared.controls }
  var statistics: UnsafePointer<LiveStatistics> { memory.shared.statistics }
  var hasFadedOut: Bool { chain.chain.pointee.hasFadedOut }
  var playing: UnsafeMutablePointer<VoiceStream> { chain.chain.pointee.voice }

  func fadeIn() { chain.chain.pointee.fadeIn() }

  func set(inputGain: Float) { controls.pointee.inputGain.store(inputGain.bitPattern, ordering: .relaxed) }
  func set(outputGain: Float) { controls.pointee.outputGain.store(outputGain.bitPattern, ordering: .relaxed) }

  func send(_ voice: Voice) { controls.pointee.nextVoice.store(voice.stream, ordering: .releasing) }
  func takeRetired() -> UnsafeMutablePointer<VoiceStream>? {
    controls.pointee.retiredVoice.exchange(nil, ordering: .acquiring)
  }

  /// - Parameter before: what happens before a block, which begins at this frame.
  func process(_ input: [Float], before: (_ frame: Int) -> Void = { _ in }) -> [Float] {
    process(channels: [input], before: before)[0]
  }

  func process(channels: [[Float]], before: (_ frame: Int) -> Void = { _ in }) -> [[Float]] {
    let blocks = PlanarBlocks(channels.map { _ in [] }, capacity: Self.block)
    var output = channels.map { _ in [Float]() }
    for first in stride(from: 0, to: channels[0].count, by: Self.block) {
      before(first)
      let count = min(Self.block, channels[0].count - first)
      blocks.fill(channels.map { $0[first..<first + count] })
      chain.chain.pointee.process(blocks.input, blocks.output, frameCount: count)
      for (index, played) in blocks.played(count).enumerated() { output[index] += played }
      statistics.pointee.frameCount.grow(by: count)
    }
    return output
  }
}
