import Foundation
import TestSupport
import Testing

/// What `headroom info` says of the networks in a file.
struct InfoNetworkTests {
  private func golden(_ name: String) -> String { Repository.path("Tests/Goldens/models/\(name).nam") }

  private func text(_ arguments: String...) throws -> String {
    let result = try Headroom.run(["info"] + arguments)
    #expect(result.exitCode == 0 && result.errorText.isEmpty, "\(result.errorText)")
    return result.text
  }

  private func json(_ arguments: String...) throws -> [String: Any] {
    let result = try Headroom.run(["info", "--json"] + arguments)
    let models = try JSONSerialization.jsonObject(with: Data(result.output)) as? [[String: Any]]
    return try #require(models?.first)
  }

  /// Every key spelled out or none: what counts is what they mean.
  @Test(arguments: [
    ("a1_standard", "A1 standard"), ("a1_lite", "A1 lite"), ("a1_feather", "A1 feather"),
    ("a1_nano", "A1 nano"), ("a2_full", "A2 full"), ("a2_lite", "A2 lite"),
  ])
  func knownShapes(_ name: String, _ title: String) throws {
    #expect(try text(golden(name)).contains("architecture     WaveNet, \(title), "))
  }

  /// A different activation makes another shape of it.
  @Test func almostAKnownShape() throws {
    let folder = try TemporaryFolder()
    let config = NAMText.a1Standard.members.first { $0.key == "config" }?.value ?? ""
    let text = NAMText.a1Standard.with("config", config.replacingOccurrences(of: "Tanh", with: "ReLU"))
    let path = try folder.write(text.bytes, as: "amp.nam")
    #expect(try self.text(path).contains("architecture     WaveNet, 2 layer arrays\n"))
  }

  @Test(arguments: [
    (
      "a1_standard",
      [
        "    array 1        16 channels, 10 layers, kernel size 3, dilations 1 to 512, Tanh, head to 8\n",
        "    array 2        8 channels, 10 layers, kernel size 3, dilations 1 to 512, Tanh, head to 1\n",
        "  quality          one network\n", "  receptive field  4093 frames, 85.3 ms\n",
        "  start            4096 frames of silence\n",
      ]
    ),
    (
      "a2_full",
      [
        "8 channels, 23 layers, kernel sizes 6 to 15, dilations 1 to 239, LeakyReLU, "
          + "head to 1 of kernel size 16\n", "6347 frames, 132.2 ms",
      ]
    ),
    ("convnet_batchnorm", ["architecture     ConvNet, ", "batch normalisation"]),
    ("convnet_groups", ["groups "]),
    ("linear_2048", ["architecture     Linear, 2048 taps", "2048 frames, 42.7 ms"]),
    ("linear_4_bias", ["4 taps, bias"]),
    ("condition_lstm", ["    condition      LSTM, 1 layer, hidden size"]),
    (
      "sequential_nested",
      ["architecture     Sequential, ", "    network 1      ", "      network 1    "]
    ),
    ("wavenet_gated_default", ["gated by Sigmoid"]),
    ("wavenet_blended", ["blended by "]),
    (
      "wavenet_all_films",
      [
        "FiLM conv_pre conv_post input_mixin_pre input_mixin_post activation_pre activation_post "
          + "layer1x1_post head1x1_post"
      ]
    ),
    ("wavenet_layer1x1_off", ["no layer1x1"]),
    ("wavenet_head1x1", ["head1x1 to "]),
    ("wavenet_bottleneck_smaller", ["bottleneck "]),
    ("wavenet_post_head", ["    head           "]),
    (
      "container_mixed",
      [
        "architecture     SlimmableContainer, 3 networks\n", "    from 0         Linear, 32 taps\n",
        "    from 0.3       ConvNet, 4 channels, 2 layers, dilations 1 to 2, Tanh\n",
        "    from 0.6       LSTM, 1 layer, hidden size 4\n",
        "3 networks, from 0: 32 weights, from 0.3: 53 weights, from 0.6: 109 weights",
      ]
    ),
  ])
  func descriptions(_ name: String, _ parts: [String]) throws {
    let text = try text(golden(name))
    for part in parts { #expect(text.contains(part), "\(part) is missing in\n\(text)") }
  }

  @Test func everyNetworkIsDescribed() throws {
    let folder = Repository.path("Tests/Goldens/models")
    let paths = try FileManager.default.contentsOfDirectory(atPath: folder).map { "\(folder)/\($0)" }
    let result = try Headroom.run(["info", "--json"] + paths)
    #expect(result.exitCode == 0)
    let models = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output)) as? [[String: Any]])
    #expect(models.count == paths.count)
    for model in models {
      for key in ["parameters", "model_bytes", "stream_bytes", "prewarm_frames"] {
        #expect(model[key] as? Int ?? 0 > 0, "\(key) of \(model)")
      }
      #expect((model["network"] as? [String: Any])?["architecture"] != nil)
    }
  }

  @Test func structure() throws {
    let network = try #require(json(golden("a1_standard"))["network"] as? [String: Any])
    let arrays = try #require(network["arrays"] as? [[String: Any]])
    #expect(arrays.map { $0["channels"] as? Int } == [16, 8])
    #expect(arrays[0]["dilations"] as? [Int] == NAMText.a1Dilations)
    #expect(arrays[0]["gating"] as? [String] == Array(repeating: "none", count: 10))
    let condition = try #require(json(golden("condition_lstm"))["network"] as? [String: Any])["condition"]
    #expect((condition as? [String: Any])?["architecture"] as? String == "LSTM")
  }

  @Test(arguments: [("0", "A2 lite", 1871), ("0.5", "A2 full", 12_146), ("1", "A2 full", 12_146)])
  func quality(_ quality: String, _ shape: String, _ parameters: Int) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(NAMText.a2Container.bytes, as: "amp.nam")
    let model = try json(path, "--quality", quality)
    #expect(model["architecture"] as? String == "SlimmableContainer")
    #expect(model["quality"] as? Double == Double(quality))
    #expect(model["quality_breakpoints"] as? [Double] == [0.5])
    #expect(model["parameters"] as? Int == parameters)
    #expect((model["network"] as? [String: Any])?["shape"] as? String == shape)
    #expect((model["submodels"] as? [[String: Any]])?.map { $0["maximum_quality"] as? Double } == [0.5, 1])
    #expect(
      try text(path, "--quality", quality).contains(
        "  quality          2 networks, from 0: 1,871 weights, from 0.5: 12,146 weights\n"))
  }

  /// The arrays of a container's network lie below it.
  @Test func nesting() throws {
    let text = try text(golden("container_wavenets"))
    #expect(text.contains("    from 0.5       WaveNet, 1 layer array\n      array 1      6 channels, "))
  }

  /// A network that can be cut down has them without being a container.
  @Test func slimmable() throws {
    let (whole, small) = (try json(golden("slim_plain")), try json(golden("slim_plain"), "--quality", "0"))
    #expect((whole["quality_breakpoints"] as? [Double])?.isEmpty == false)
    let counts = [small, whole].compactMap { $0["parameters"] as? Int }
    #expect(counts.count == 2 && counts[0] < counts[1])
    #expect(
      try text(golden("slim_plain")).contains("3 networks, from 0: \(counts[0]) weights, from 0.334: "))
  }
}
