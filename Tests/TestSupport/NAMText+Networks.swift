/// Objects of `.nam` files of every architecture, some as small as they get, some of the shapes that trainers export.
extension NAMText {
  public static func model(_ architecture: String, config: String, weights: Int) -> NAMText {
    NAMText(members: [
      ("version", "\"0.7.0\""), ("architecture", "\"\(architecture)\""), ("config", config),
      ("weights", numbers(weights)), ("sample_rate", "48000"),
    ])
  }

  /// Eight taps and no bias.
  public static let linear = model("Linear", config: linearConfig.text(), weights: 8)

  public static let linearConfig = NAMText(members: [("receptive_field", "8"), ("bias", "false")])

  /// Two layers of two channels.
  public static let convNet = model("ConvNet", config: convNetConfig.text(), weights: 19)

  public static let convNetConfig = NAMText(members: [
    ("channels", "2"), ("dilations", "[1, 2]"), ("batchnorm", "false"), ("activation", "\"Tanh\""),
  ])

  /// One array of two layers of two channels, 50 weights.
  public static let waveNet = waveNet([layerArray], weights: 50)

  public static let layerArray = NAMText(members: [
    ("input_size", "1"), ("condition_size", "1"), ("head_size", "1"), ("channels", "2"), ("kernel_size", "3"),
    ("dilations", "[1, 2]"), ("activation", "\"Tanh\""), ("head_bias", "true"),
  ])

  public static func waveNet(_ arrays: [NAMText], weights: Int) -> NAMText {
    model("WaveNet", config: waveNetConfig(arrays).text(), weights: weights)
  }

  public static func waveNetConfig(_ arrays: [NAMText]) -> NAMText {
    NAMText(members: [("layers", list(arrays.map { $0.text() })), ("head_scale", "0.02")])
  }

  public static func sequential(_ models: [NAMText]) -> NAMText {
    model("Sequential", config: "{\"models\": \(list(models.map { $0.text() }))}", weights: 0)
  }

  public static func container(_ submodels: [(maximum: String, model: NAMText)]) -> NAMText {
    let entries = submodels.map { "{\"max_value\": \($0.maximum), \"model\": \($0.model.text())}" }
    return model("SlimmableContainer", config: "{\"submodels\": \(list(entries))}", weights: 0)
  }

  public static func list(_ elements: [String]) -> String { "[\(elements.joined(separator: ", "))]" }
}

/// The trainer's own shapes.
extension NAMText {
  /// The first generation: two arrays, the second of half as many channels.
  public static func a1(channels: Int, dilations: [[Int]], weights: Int) -> NAMText {
    let wide = a1Array(inputs: 1, channels: channels, head: channels / 2, dilations[0], bias: false)
    let narrow = a1Array(inputs: channels, channels: channels / 2, head: 1, dilations[1], bias: true)
    return waveNet([wide, narrow], weights: weights)
  }

  private static func a1Array(
    inputs: Int, channels: Int, head: Int, _ dilations: [Int], bias: Bool
  ) -> NAMText {
    NAMText(members: [
      ("input_size", "\(inputs)"), ("condition_size", "1"), ("head_size", "\(head)"),
      ("channels", "\(channels)"), ("kernel_size", "3"), ("dilations", "\(dilations)"),
      ("activation", "\"Tanh\""), ("gated", "false"), ("head_bias", "\(bias)"),
    ])
  }

  public static let a1Dilations = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512]

  public static let a1Standard = a1(channels: 16, dilations: [a1Dilations, a1Dilations], weights: 13_802)

  /// Lite, feather and nano.
  public static func a1Small(channels: Int, weights: Int) -> NAMText {
    let dilations = [Array(a1Dilations.prefix(7)), [128, 256, 512] + a1Dilations]
    return a1(channels: channels, dilations: dilations, weights: weights)
  }

  /// The second generation, every key spelled out as exporters do.
  public static func a2(channels: Int, weights: Int) -> NAMText {
    let cycle = [1, 3, 7, 17, 41, 101, 239]
    let dilations = cycle + cycle + [1, 13] + cycle
    let kernels = Array(repeating: 6, count: 14) + [15, 15] + Array(repeating: 6, count: 7)
    let activation = "{\"type\": \"LeakyReLU\", \"negative_slope\": 0.01}"
    let each = { (element: String) in list(Array(repeating: element, count: dilations.count)) }
    var array = NAMText(members: [
      ("input_size", "1"), ("condition_size", "1"), ("channels", "\(channels)"),
      ("bottleneck", "\(channels)"), ("kernel_sizes", "\(kernels)"), ("dilations", "\(dilations)"),
      ("activation", each(activation)), ("gating_mode", each("\"none\"")),
      ("secondary_activation", each("null")),
      ("head", "{\"out_channels\": 1, \"kernel_size\": 16, \"bias\": true}"),
      ("head1x1", "{\"active\": false, \"out_channels\": \(channels), \"groups\": 1}"),
      ("layer1x1", "{\"active\": true, \"groups\": 1}"), ("groups_input", "1"), ("groups_input_mixin", "1"),
      ("slimmable", "null"), ("conv_pre_film", "null"),
    ])
    for key in modulationKeys.dropFirst() {
      array = array.with(key, "{\"active\": false, \"shift\": true, \"groups\": 1}")
    }
    let config = waveNetConfig([array]).with("head", "null").with("condition_dsp", "null")
    return model("WaveNet", config: config.with("in_channels", "1").text(), weights: weights)
  }

  public static let modulationKeys = [
    "conv_pre_film", "conv_post_film", "input_mixin_pre_film", "input_mixin_post_film",
    "activation_pre_film", "activation_post_film", "layer1x1_post_film", "head1x1_post_film",
  ]

  /// Lite and Full in one file.
  public static let a2Container = container([
    ("0.5", a2(channels: 3, weights: 1871)), ("1.0", a2(channels: 8, weights: 12_146)),
  ])
}
