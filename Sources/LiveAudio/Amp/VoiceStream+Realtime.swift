import NeuralAmp

// Thread: audio.

extension VoiceStream {
  /// One block at the device's rate.
  @_noLocks @_noAllocation
  func process(_ input: PlanarFrames, _ output: PlanarFrames, frameCount: Int) {
    guard let bridges, let atModelRate else { return play(input, output, frameCount: frameCount) }
    // The same for each channel.
    var count = 0
    for index in 0..<input.channelCount {
      count = bridges[index].toModel(
        input.channel(index), count: frameCount, into: atModelRate.channel(index))
    }
    play(atModelRate, atModelRate, frameCount: count)
    for index in 0..<output.channelCount {
      bridges[index].fromModel(
        atModelRate.channel(index), count: count, into: output.channel(index), count: frameCount)
    }
  }

  /// At the capture's rate.
  @_noLocks @_noAllocation
  private func play(_ input: PlanarFrames, _ output: PlanarFrames, frameCount: Int) {
    for index in 0..<input.channelCount {
      inputs[index] = UnsafePointer(input.channel(index))
      outputs[index] = output.channel(index)
    }
    streams.process(inputs: inputs, outputs: outputs, frameCount: frameCount)
  }
}
