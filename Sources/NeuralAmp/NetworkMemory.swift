import KernelInterface

// How far back networks remember, part by part in whole blocks of a convolver: its sums are cut where its blocks
// are, and what comes to it late has to be late by whole ones.

extension NetworkDescription {
  /// See ``Model/memoryFrameCount``.
  var memoryFrameCount: Int { memoryFrameCount(rate: sampleRate ?? Model.assumedSampleRate) }

  /// - Parameter rate: of the whole, in Hz.
  private func memoryFrameCount(rate: Double) -> Int {
    let own: Int
    switch configuration {
    case .lstm(let configuration): own = configuration.memoryFrameCount(rate: rate)
    case .linear(let configuration): own = configuration.tapCount
    case .convNet, .waveNet, .sequential:
      own = SaturatingCount.sum(configuration.convolutions.map(\.historyFrameCount)).value
    }
    let block = ConvolverLayout.blockFrameCount
    return configuration.nestedNetworks.reduce((own + block - 1) / block * block) {
      $0 + $1.network.memoryFrameCount(rate: rate)
    }
  }
}

extension LSTMConfiguration {
  /// Half a second in whole blocks; without layers there is nothing that remembers.
  func memoryFrameCount(rate: Double) -> Int {
    layerCount == 0 ? 0 : Prewarm.lstmFrameCount(sampleRate: rate)
  }
}
