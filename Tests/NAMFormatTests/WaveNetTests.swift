import NAMFormat
import NeuralAmp
import TestSupport
import Testing

/// WaveNets as the trainers and other tools write them.
struct WaveNetTests {
  private func read(_ text: NAMText) throws -> WaveNetConfiguration {
    try waveNet(NAMFile(path: "amp.nam", bytes: text.bytes).network())
  }

  private func waveNet(_ network: NetworkDescription) throws -> WaveNetConfiguration {
    guard case .waveNet(let waveNet) = network.configuration else { throw NotWaveNet() }
    return waveNet
  }

  private struct NotWaveNet: Error {}

  /// - Parameter weights: those of the small WaveNet, changed.
  private func array(
    _ changes: KeyValuePairs<String, String>, weights: Int = 50
  ) throws -> WaveNetConfiguration.LayerArray {
    try read(.waveNet([.layerArray.with(changes)], weights: weights)).arrays[0]
  }

  @Test(arguments: [
    (NAMText.a1Standard, 13_802, 4093), (.a1Small(channels: 12, weights: 6554), 6554, 4093),
    (.a1Small(channels: 8, weights: 3026), 3026, 4093), (.a1Small(channels: 4, weights: 842), 842, 4093),
    (.a2(channels: 3, weights: 1871), 1871, 6347), (.a2(channels: 8, weights: 12_146), 12_146, 6347),
  ])
  func trainersShapes(_ text: NAMText, _ weightCount: Int, _ receptiveField: Int) throws {
    let configuration = try NAMFile(path: "amp.nam", bytes: text.bytes).network().configuration
    #expect(configuration.weightCount == weightCount)
    #expect(configuration.receptiveField == receptiveField)
    #expect(configuration.inputChannelCount == 1 && configuration.outputChannelCount == 1)
  }

  @Test(arguments: [("wavenet_nano_crunch", 4, 842), ("wavenet_feather_crunch", 8, 3026)])
  func shippedCaptures(_ name: String, _ channels: Int, _ weightCount: Int) throws {
    let file = try NAMFile(path: Repository.path("Models/\(name).nam"))
    let network = file.network()
    #expect(network.weights.count == weightCount)
    #expect(network.sampleRate == 48_000)
    let text = NAMText.a1Small(channels: channels, weights: weightCount)
    #expect(try waveNet(network) == read(text))
    #expect(!file.remarks.contains { $0.sentence.contains("not a key") })
    #expect(file.qualityBreakpoints == [])
  }

  /// What is spelled out means the same as what is left out.
  @Test func everyKeySpelledOut() throws {
    let array = try read(.a2(channels: 3, weights: 1871)).arrays[0]
    #expect(array.layers.allSatisfy { $0.activation == .leakyReLU(slope: 0.01) && $0.gating == .none })
    #expect(array.layers.map(\.kernelSize)[13...16] == [6, 15, 15, 6])
    #expect(array.head == .init(outputChannelCount: 1, kernelSize: 16, hasBias: true))
    #expect(array.layer1x1 == .init(outputChannelCount: 3) && array.head1x1 == nil)
    #expect(array.modulations == .init() && array.allowedChannelCounts == nil)
    let notes = try NAMFile(path: "amp.nam", bytes: NAMText.a2Container.bytes).remarks.map(\.sentence)
    #expect(!notes.contains { $0.contains("not a key") })
  }

  @Test func gating() throws {
    let secondary = "[null, {\"type\": \"Softsign\"}]"
    let array = try array(
      ["gating_mode": "[\"none\", \"blended\"]", "secondary_activation": secondary], weights: 66)
    #expect(array.layers.map(\.gating) == [.none, .blended(.softSign)])
  }

  /// The older key knows the sigmoid only.
  @Test func gated() throws {
    let array = try array(["gated": "true", "secondary_activation": "\"Tanh\""], weights: 82)
    #expect(array.layers.map(\.gating) == [.gated(.sigmoid), .gated(.sigmoid)])
  }

  @Test func gatingModeGoesBeforeGated() throws {
    let array = try array(["gated": "true", "gating_mode": "\"none\""])
    #expect(array.layers.map(\.gating) == [.none, .none])
  }

  @Test(arguments: ["false", "null", "{\"active\": false}"])
  func modulationThatIsOff(_ value: String) throws {
    #expect(try array(["conv_pre_film": value]).modulations == .init())
  }

  /// Widths in the order of the weights: 2, 2, 1, 2, 2, 2, 2.
  @Test(arguments: zip(NAMText.modulationKeys, [2, 2, 1, 2, 2, 2, 2]))
  func modulation(_ key: String, _ width: Int) throws {
    #expect(try array([key: "{}"], weights: 50 + 2 * 4 * width).modulations != .init())
    #expect(try array([key: "{\"shift\": false}"], weights: 50 + 2 * 2 * width).modulations != .init())
  }

  @Test func head1x1() throws {
    let array = try array(
      [
        "head1x1": "{\"active\": true, \"out_channels\": 3, \"groups\": 1}", "head1x1_post_film": "{}",
        "head": "{\"out_channels\": 1, \"kernel_size\": 2, \"bias\": false, \"head_dilation\": 5}",
      ], weights: 50 - 3 + 2 * 9 + 2 * 12 + 6)
    #expect(array.head1x1 == .init(outputChannelCount: 3))
    #expect(array.head == .init(outputChannelCount: 1, kernelSize: 2, dilation: 5, hasBias: false))
  }

  @Test func groups() throws {
    let layer1x1 = "{\"active\": true, \"groups\": 2}"
    let array = try array(["groups_input": "2", "layer1x1": layer1x1], weights: 50 - 12 - 4)
    #expect(array.inputGroupCount == 2 && array.layer1x1?.groupCount == 2)
  }

  @Test func residualThatPasses() throws {
    #expect(try array(["layer1x1": "{\"active\": false}"], weights: 38).layer1x1 == nil)
  }

  @Test func postStackHead() throws {
    let head = """
      {"channels": 4, "out_channels": 2, "kernel_sizes": [3, 5], "activation": "ReLU", "in_channels": 1}
      """
    let config = NAMText.waveNetConfig([.layerArray]).with("head", head).text()
    let network = try NAMFile(
      path: "amp.nam", bytes: NAMText.model("WaveNet", config: config, weights: 50 + 16 + 42).bytes
    ).network()
    #expect(network.configuration.outputChannelCount == 2)
    #expect(network.configuration.receptiveField == 1 + 2 + 4 + 2 + 4)
  }

  @Test func condition() throws {
    let config = NAMText.waveNetConfig([.layerArray]).with("condition_dsp", NAMText.linear.text()).text()
    let text = NAMText.model("WaveNet", config: config, weights: 50)
    let network = try NAMFile(path: "amp.nam", bytes: text.bytes).network()
    #expect(try waveNet(network).condition?.weights.count == 8)
    #expect(network.configuration.receptiveField == 7 + 7)
    #expect(network.configuration.weightCount == 50 && network.parameterCount == 58)
  }

  @Test func conditionWithoutEnd() throws {
    let config = NAMText.waveNetConfig([.layerArray]).with("condition_dsp", NAMText.lstm.text()).text()
    let text = NAMText.model("WaveNet", config: config, weights: 50)
    #expect(try NAMFile(path: "amp.nam", bytes: text.bytes).network().configuration.receptiveField == nil)
  }

  @Test(arguments: [
    ("\"Tanh\"", Activation.tanh), ("\"Fasttanh\"", .fastTanh), ("\"Sigmoid\"", .sigmoid),
    ("\"SiLU\"", .siLU),
    ("{\"type\": \"Hardtanh\", \"min_val\": -2}", .hardTanh), ("\"Hardswish\"", .hardSwish),
    ("\"ReLU\"", .reLU), ("\"Softsign\"", .softSign), ("\"LeakyReLU\"", .leakyReLU(slope: 0.01)),
    ("{\"type\": \"LeakyReLU\", \"negative_slope\": 0.25}", .leakyReLU(slope: 0.25)),
    ("\"PReLU\"", .pReLU(slopes: [0.01])),
    ("{\"type\": \"PReLU\", \"negative_slopes\": [1, 2]}", .pReLU(slopes: [1, 2])),
    ("{\"type\": \"PReLU\", \"negative_slope\": 3, \"negative_slopes\": [1]}", .pReLU(slopes: [3])),
    (
      "{\"type\": \"LeakyHardTanh\", \"max_val\": 2}",
      .leakyHardTanh(minimum: -1, maximum: 2, minimumSlope: 0.01, maximumSlope: 0.01)
    ),
  ])
  func activations(_ text: String, _ activation: Activation) throws {
    #expect(try array(["activation": text]).layers.map(\.activation) == [activation, activation])
  }
}
