import NAMFormat
import NeuralAmp
import TestSupport
import Testing

/// Files of several networks: one at a time, or one after the other.
struct ContainerTests {
  private func read(_ text: NAMText) throws -> NAMFile { try NAMFile(path: "amp.nam", bytes: text.bytes) }

  @Test func submodels() throws {
    let file = try read(.a2Container)
    guard case .container(let submodels) = file.content else { throw NotContainer() }
    #expect(submodels.map(\.maximumQuality) == [0.5, 1])
    #expect(submodels.map(\.parameterCount) == [1871, 12_146])
    #expect(file.architectureName == "SlimmableContainer")
    #expect(file.qualityBreakpoints == [0.5])
  }

  private struct NotContainer: Error {}

  @Test(arguments: [(0, 1871), (0.499, 1871), (0.5, 12_146), (1, 12_146)])
  func quality(_ quality: Double, _ weightCount: Int) throws {
    #expect(try read(.a2Container).network(quality: quality).weights.count == weightCount)
  }

  /// NeuralAmpModelerCore does not look at them.
  @Test func weightsOfTheContainerAreIgnored() throws {
    #expect(try read(.a2Container.with("weights", "[1, 2]")).network().weights.count == 12_146)
  }

  @Test func rateComesFromEitherSide() throws {
    let inner = NAMText.linear.without("sample_rate")
    #expect(try read(.container([("1", inner)]).with("sample_rate", "44100")).sampleRate == 44_100)
    #expect(try read(.container([("1", .linear)]).without("sample_rate")).sampleRate == 48_000)
  }

  /// The file's own metadata go before those of the network that is played.
  @Test func metadata() throws {
    let quiet = NAMText.linear.with("metadata", "{\"loudness\": -30, \"name\": \"quiet\", \"gain\": 0.5}")
    let loud = NAMText.linear.with("metadata", "{\"loudness\": -10}")
    let text = NAMText.container([("0.5", quiet), ("1", loud)])
      .with("metadata", "{\"name\": \"both\", \"loudness\": null}")
    let file = try read(text)
    #expect(file.metadata.loudness == -10 && file.metadata.name == "both" && file.metadata.gain == nil)
    let low = file.metadata(quality: 0.2)
    #expect(low.loudness == -30 && low.name == "both" && low.gain == 0.5)
  }

  @Test func slimmableWithinAContainer() throws {
    let slimmable = "{\"method\": \"slice_channels_uniform\"}"
    let waveNet = NAMText.waveNet([.layerArray.with("slimmable", slimmable)], weights: 50)
    let file = try read(.container([("0.25", .linear), ("1", waveNet)]))
    #expect(file.qualityBreakpoints == [0.25, 0.5])
    #expect(file.network(quality: 0.1).weights.count == 8)
    #expect(file.network(quality: 0.3).weights.count < 50)
    #expect(file.network(quality: 0.5).weights.count == 50)
  }

  @Test func sequence() throws {
    let first = NAMText.linear.with("metadata", "{\"loudness\": -1, \"input_level_dbu\": 3}")
    let last = NAMText.convNet.with("metadata", "{\"loudness\": -2, \"output_level_dbu\": 4}")
    let file = try read(NAMText.sequential([first, last]).without("sample_rate"))
    guard case .sequential(let sequential) = file.network().configuration else { throw NotContainer() }
    #expect(sequential.networks.map(\.weights.count) == [8, 19])
    #expect(file.network().configuration.receptiveField == 7 + 4)
    #expect(file.network().parameterCount == 27)
    #expect(file.sampleRate == 48_000)
    #expect(file.metadata.loudness == -2)
    #expect(file.metadata.inputLevel == 3 && file.metadata.outputLevel == 4)
  }

  /// In a sequence there is no quality to choose by.
  @Test func containerInASequenceIsWhole() throws {
    let file = try read(.sequential([.linear, .a2Container]))
    #expect(file.network(quality: 0).parameterCount == 8 + 12_146)
  }

  @Test func eightNetworksWithinEachOther() throws {
    let text = (1..<8).reduce(NAMText.a2Container) { inner, _ in .sequential([inner]) }
    #expect(try read(.container([("1", text)])).network().parameterCount == 12_146)
  }

  @Test func qualityBeyondOne() async {
    await #expect(processExitsWith: .failure) {
      _ = try NAMFile(path: "amp.nam", bytes: NAMText.linear.bytes).network(quality: 1.01)
    }
  }
}
