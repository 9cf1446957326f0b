import CALSA

/// How much of a period a model takes on this machine.
enum VoiceLoad {
  private static let blockCount = 500
  private static let warmUpCount = 50
  /// ns; a model that is too slow for its period is known to be so after a few blocks.
  private static let longestTime = 100_000_000

  /// The share that 99 of 100 blocks do not exceed, 1 for all of it; 0 where computing takes no time, as under
  /// virtual time.
  ///
  /// - Parameter voice: one that is not in use, nor will be: it has heard something afterwards.
  static func measure(_ voice: Voice, _ timing: DuplexTiming) -> Double {
    let (input, output) = (block(voice, timing), block(voice, timing))
    defer {
      input.deallocate()
      output.deallocate()
    }
    for channel in 0..<voice.channelCount {
      for frame in 0..<timing.periodFrameCount {
        input.channel(channel)[frame] = frame % 24 < 12 ? 0.25 : -0.25
      }
    }
    var times: [UInt64] = []
    while times.count < blockCount + warmUpCount, times.reduce(0, +) < longestTime || times.count < 2 {
      times.append(time(voice, input, output, timing.periodFrameCount))
    }
    let sorted = times.dropFirst(min(warmUpCount, times.count / 2)).sorted()
    return Double(sorted[sorted.count * 99 / 100]) / Double(timing.periodTime)
  }

  private static func block(_ voice: Voice, _ timing: DuplexTiming) -> PlanarFrames {
    .allocate(channelCount: voice.channelCount, capacity: timing.periodFrameCount)
  }

  /// ns.
  private static func time(
    _ voice: Voice, _ input: PlanarFrames, _ output: PlanarFrames, _ frameCount: Int
  ) -> UInt64 {
    let calls = headroom_alsa_calls()
    let begin = headroom_pcm_now(calls)
    voice.stream.pointee.process(input, output, frameCount: frameCount)
    return headroom_pcm_now(calls) - begin
  }
}
