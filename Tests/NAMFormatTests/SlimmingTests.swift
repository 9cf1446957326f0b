import NAMFormat
import NeuralAmp
import TestSupport
import Testing

/// What is left of a slimmable WaveNet.
struct SlimmingTests {
  /// A gated, modulated array of four channels that may be two, and a plain one of two that may be one.
  private static let text = NAMText.waveNet(
    [
      .layerArray.with([
        "head_size": "2", "channels": "4", "bottleneck": "3", "kernel_size": "2", "dilations": "[1]",
        "head_bias": "false", "gating_mode": "\"gated\"", "activation_post_film": "{}",
        "slimmable": "{\"method\": \"slice_channels_uniform\", \"kwargs\": {\"allowed_channels\": [2, 4]}}",
      ]),
      .layerArray.with([
        "input_size": "4", "kernel_size": "1", "dilations": "[1]",
        "slimmable": "{\"method\": \"slice_channels_uniform\", \"kwargs\": {}}",
      ]),
    ], weights: 0)

  /// Each weight is its own place in the file.
  private func file() throws -> NAMFile {
    let places = NAMText.list((0..<124).map(String.init))
    return try NAMFile(path: "amp.nam", bytes: Self.text.with("weights", places).bytes)
  }

  private func arrays(_ network: NetworkDescription) throws -> [WaveNetConfiguration.LayerArray] {
    guard case .waveNet(let waveNet) = network.configuration else { throw NotWaveNet() }
    return waveNet.arrays
  }

  private struct NotWaveNet: Error {}

  @Test(arguments: [0, 0.25, 0.499_999])
  func leadingRowsAndColumnsAreLeft(_ quality: Double) throws {
    let network = try file().network(quality: quality)
    // From the float64 oracle's own cut.
    #expect(
      network.weights == [
        0, 1, 4, 5, 6, 7, 12, 13, 14, 15, 52, 53, 58, 59, 64, 67, 76, 77, 80, 81, 86, 87, 92, 98, 99, 106,
        110, 112, 114, 118, 120, 122, 123,
      ])
    #expect(network.problem == nil)
    let arrays = try arrays(network)
    #expect(arrays.map(\.channelCount) == [2, 1])
    #expect(arrays.map(\.bottleneck) == [1, 1])
    #expect(arrays.map(\.inputChannelCount) == [1, 2])
    #expect(arrays.map(\.head.outputChannelCount) == [1, 1])
  }

  @Test(arguments: [0.5, 1])
  func theWholeIsLeft(_ quality: Double) throws {
    let network = try file().network(quality: quality)
    #expect(network.weights == (0..<124).map(Float.init))
    #expect(try arrays(network).map(\.channelCount) == [4, 2])
  }

  @Test func breakpoints() throws {
    #expect(try file().qualityBreakpoints == [0.5])
  }

  /// A network changes at a breakpoint and nowhere below it, whatever the rounding of i / n.
  @Test(arguments: [3, 7, 49, 64])
  func everyBreakpointIsExact(_ channels: Int) throws {
    let array = NAMText.layerArray.with([
      "channels": "\(channels)", "kernel_size": "1", "dilations": "[1]",
      "slimmable": "{\"method\": \"slice_channels_uniform\"}",
    ])
    let count = 2 * channels * channels + 6 * channels + 2 - channels
    let file = try NAMFile(path: "amp.nam", bytes: NAMText.waveNet([array], weights: count).bytes)
    let breakpoints = file.qualityBreakpoints
    #expect(breakpoints.count == channels - 1)
    for (index, quality) in breakpoints.enumerated() {
      #expect(try arrays(file.network(quality: quality - 1e-12))[0].channelCount == index + 1)
      #expect(try arrays(file.network(quality: quality))[0].channelCount == index + 2)
    }
  }

  @Test func networksWithinAreCutToo() throws {
    let places = NAMText.list((0..<124).map(String.init))
    let text = NAMText.sequential([.linear, Self.text.with("weights", places)])
    let file = try NAMFile(path: "amp.nam", bytes: text.bytes)
    #expect(file.qualityBreakpoints == [0.5])
    #expect(file.network().parameterCount == 132)
    #expect(file.network(quality: 0.3).parameterCount == 41)
  }
}
