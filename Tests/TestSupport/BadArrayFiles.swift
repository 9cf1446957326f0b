/// WaveNets whose layer arrays cannot be, each with the sentence that says why.
extension BadModelFile {
  static let arrays = [
    array(
      "no dilations", ["dilations": "[]"], "dilations: expected an array of 1 to 256, found one of 0"),
    array(
      "dilation of zero", ["dilations": "[1, 0]"],
      "dilations[1]: expected a whole number from 1 to 16777216, found the number 0"),
    array(
      "both kernels", ["kernel_sizes": "[3, 3]"],
      "kernel_sizes: expected none, as there is a kernel_size, found an array"),
    array("neither kernel", ["kernel_size": "null"], "kernel_size: \(wholeFromOne), found null"),
    array(
      "too few kernels", ["kernel_size": "null", "kernel_sizes": "[3]"],
      "kernel_sizes: expected an array of 2, found one of 1"),
    array(
      "another width of input", ["input_size": "2"],
      "input_size: expected 1, the value of in_channels, found the number 2"),
    array(
      "condition of two", ["condition_size": "2"],
      "condition_size: expected 1, the channels of the condition, found the number 2"),
    array(
      "groups of three", ["channels": "6", "groups_input": "4"],
      "groups_input: expected a divisor of 6 and 6, the channels, found the number 4"),
    array(
      "groups of one condition", ["groups_input_mixin": "2"],
      "groups_input_mixin: expected a divisor of 1 and 2, the channels, found the number 2"),
    array(
      "unknown gating", ["gating_mode": "\"fenced\""],
      "gating_mode: expected \"none\", \"gated\" or \"blended\", found the string \"fenced\""),
    array(
      "gating for one layer", ["gating_mode": "[\"none\"]"],
      "gating_mode: expected an array of 2, found one of 1"),
    array(
      "bottleneck without a way back", ["bottleneck": "1", "layer1x1": "{\"active\": false, \"groups\": 1}"],
      "bottleneck: expected 2, the channels, as layer1x1 is not active, found the number 1"),
    array(
      "modulated layer1x1 that is none",
      ["layer1x1": "{\"active\": false, \"groups\": 1}", "layer1x1_post_film": "{}"],
      "layer1x1_post_film: expected none, as layer1x1 is not active, found an active one"),
    array(
      "modulated head1x1 that is none", ["head1x1_post_film": "{}"],
      "head1x1_post_film: expected none, as head1x1 is not active, found an active one"),
    array(
      "modulation by a word", ["conv_pre_film": "\"on\""],
      "conv_pre_film: expected an object, false or null, found the string \"on\""),
    array(
      "modulation of groups", ["conv_pre_film": "{\"groups\": 2}"],
      "conv_pre_film.groups: expected a divisor of 1 and 4, the channels, found the number 2"),
    array(
      "head kernel of zero", ["head": "{\"out_channels\": 1, \"kernel_size\": 0, \"bias\": true}"],
      "head.kernel_size: \(wholeFromOne), found the number 0"),
    BadModelFile(
      "array: layer1x1 without groups",
      NAMText.waveNet([.layerArray.with("layer1x1", "{\"active\": true}")], weights: 50),
      "has no key \"config.layers[0].layer1x1.groups\""),
    BadModelFile(
      "array: no head", NAMText.waveNet([.layerArray.without("head_size")], weights: 50),
      "has no key \"config.layers[0].head_size\""),
    BadModelFile(
      "array: state beyond memory",
      NAMText.waveNet([.layerArray.with("dilations", "[16777216, 16777216]")], weights: 50),
      "config: expected a network of at most 64 MiB, found one of more than 512 MiB"),
    second(
      "another width", ["input_size": "3"],
      "input_size: expected 2, the channels of layers[0], found the number 3"),
    second(
      "other channels than the head before", ["channels": "4"],
      "channels: expected 2, what the head of layers[0] gives, found the number 4"),
    second(
      "a narrow bottleneck", ["bottleneck": "1"],
      "bottleneck: expected 2, what the head of layers[0] gives, found the number 1"),
    second(
      "a wide head1x1", ["head1x1": "{\"active\": true, \"out_channels\": 4, \"groups\": 1}"],
      "head1x1.out_channels: expected 2, what the head of layers[0] gives, found the number 4"),
  ]

  /// - Parameter sentence: from the array's key on.
  private static func array(
    _ name: String, _ changes: KeyValuePairs<String, String>, _ sentence: String
  ) -> BadModelFile {
    BadModelFile(
      "array: \(name)", NAMText.waveNet([.layerArray.with(changes)], weights: 50),
      "config.layers[0].\(sentence)")
  }

  private static func second(
    _ name: String, _ changes: KeyValuePairs<String, String>, _ sentence: String
  ) -> BadModelFile {
    let arrays = [
      NAMText.layerArray.with("head_size", "2"), .layerArray.with("input_size", "2").with(changes),
    ]
    return BadModelFile(
      "second array: \(name)", NAMText.waveNet(arrays, weights: 100), "config.layers[1].\(sentence)")
  }

  private static let names =
    "one of Fasttanh, Hardswish, Hardtanh, LeakyHardtanh, LeakyReLU, PReLU, ReLU, SiLU, Sigmoid, Softsign, Tanh"

  static let activations = [
    array(
      "unknown activation", ["activation": "\"Softsigmoid\""],
      "activation: expected \(names), found the string \"Softsigmoid\""),
    array(
      "activation in lower case", ["activation": "[\"Tanh\", {\"type\": \"tanh\"}]"],
      "activation[1].type: expected \(names), found the string \"tanh\""),
    array(
      "activation without type", ["activation": "null"],
      "activation: expected the name of an activation, or an object, found null"),
    array(
      "three activations", ["activation": "[\"Tanh\", \"Tanh\", \"Tanh\"]"],
      "activation: expected an array of 2, found one of 3"),
    array(
      "slope beyond float", ["activation": "{\"type\": \"LeakyReLU\", \"negative_slope\": 1e39}"],
      "activation.negative_slope: expected a number within the range of a 32-bit float, found the number 1e+39"
    ),
    array(
      "no slopes", ["activation": "{\"type\": \"PReLU\", \"negative_slopes\": []}"],
      "activation.negative_slopes: expected an array of 1 to 65536, found one of 0"),
    array(
      "gate by an unknown activation",
      ["gating_mode": "[\"none\", \"gated\"]", "secondary_activation": "[null, \"Gauss\"]"],
      "secondary_activation[1]: expected \(names), found the string \"Gauss\""),
  ]

  static let slimmables = [
    slimmable(
      "another method", "{\"method\": \"prune\"}", [:],
      "slimmable.method: expected \"slice_channels_uniform\", found the string \"prune\""),
    slimmable(
      "not up to all channels", slices("[1]"), [:],
      "slimmable.kwargs.allowed_channels: expected ascending numbers from 1 on, the last 2, the channels, found others"
    ),
    slimmable(
      "widths that fall", slices("[2, 1, 2]"), [:],
      "slimmable.kwargs.allowed_channels: expected ascending numbers from 1 on, the last 2, the channels, found others"
    ),
    slimmable(
      "with groups", slices("[1, 2]"), ["layer1x1": "{\"active\": true, \"groups\": 2}"],
      "layer1x1.groups: expected 1, as the network is slimmable, found the number 2"),
    slimmable(
      "with a long head", slices("[1, 2]"),
      ["head": "{\"out_channels\": 1, \"kernel_size\": 2, \"bias\": true}"],
      "head.kernel_size: expected 1, as the network is slimmable, found the number 2"),
    BadModelFile(
      "slimmable with a post-stack head",
      NAMText.waveNet.with(
        "config",
        NAMText.waveNetConfig([.layerArray.with("slimmable", slices("[1, 2]"))]).with(
          "head", head(kernels: "[1]")
        ).text()),
      "config.head: expected null, as the network is slimmable, found an object"),
    second(
      "slimmable behind a head1x1",
      ["slimmable": slices("[1, 2]"), "head1x1": "{\"active\": true, \"out_channels\": 2, \"groups\": 1}"],
      "head1x1: expected none, as the array is slimmable and not the first, found an active one"),
  ]

  private static func slices(_ allowed: String) -> String {
    "{\"method\": \"slice_channels_uniform\", \"kwargs\": {\"allowed_channels\": \(allowed)}}"
  }

  private static func slimmable(
    _ name: String, _ value: String, _ changes: KeyValuePairs<String, String>, _ sentence: String
  ) -> BadModelFile {
    BadModelFile(
      "slimmable \(name)", NAMText.waveNet([.layerArray.with("slimmable", value).with(changes)], weights: 50),
      "config.layers[0].\(sentence)")
  }
}
