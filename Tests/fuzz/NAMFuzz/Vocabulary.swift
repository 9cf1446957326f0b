/// What a changed file is made of: JSON texts.
enum Vocabulary {
  static let numbers = [
    "0", "-0", "-1", "0.5", "1.5", "-3", "16", "17", "64", "255", "1024", "4096", "65536", "65537",
    "16777217", "2147483647", "2147483648", "4294967296", "-9223372036854775808", "9223372036854775807",
    "18446744073709551616", "1e12", "3.4e38", "-3.4e38", "1e39", "1e-40", "1e-320", "1e308", "1e999", "1e6",
    "1000", "48000",
  ]

  static let oddities = [
    "null", "true", "false", "\"\"", "[]", "{}", "[[]]", "[null]", "[0]", "[1, 2, 3]", "[-1]", "[0.5]",
    "\"\\u0000\"", "\"\\ud800\"", "\"\u{1F3B8}\"", "NaN", "-Infinity", "01", "1.", "\"unterminated",
    "{\"type\": \"Tanh\"}", "{\"type\": 5}", "{\"active\": true}", "[\"Tanh\", null]",
  ]

  static let words =
    activations + gatings + architectures + ["\"0.7.0\"", "\"0.7.9\"", "\"auto\"", "\"fft\""]

  private static let activations = [
    "Tanh", "Hardtanh", "Fasttanh", "ReLU", "LeakyReLU", "PReLU", "Sigmoid", "SiLU", "Hardswish",
    "LeakyHardtanh", "LeakyHardTanh", "Softsign", "Softsigmoid",
  ].map { "\"\($0)\"" }

  private static let gatings = ["\"none\"", "\"gated\"", "\"blended\"", "\"slice_channels_uniform\""]

  private static let architectures = [
    "\"LSTM\"", "\"WaveNet\"", "\"ConvNet\"", "\"Linear\"", "\"Sequential\"", "\"SlimmableContainer\"",
  ]

  private static let modulations = [
    "conv_pre_film", "conv_post_film", "input_mixin_pre_film", "input_mixin_post_film", "activation_pre_film",
    "activation_post_film", "layer1x1_post_film", "head1x1_post_film",
  ]

  static let keys =
    ([
      "version", "architecture", "config", "weights", "sample_rate", "metadata", "layers", "head",
      "head_scale",
      "head_size", "head_bias", "in_channels", "out_channels", "input_size", "hidden_size", "num_layers",
      "condition_size", "condition_dsp", "channels", "bottleneck", "kernel_size", "kernel_sizes", "dilations",
      "activation", "secondary_activation", "gating_mode", "gated", "layer1x1", "head1x1", "groups",
      "groups_input", "groups_input_mixin", "slimmable", "allowed_channels", "submodels", "max_value",
      "model",
      "models", "receptive_field", "bias", "implementation", "batchnorm", "type", "shift", "active",
      "negative_slope", "negative_slopes", "min_val", "max_val", "head_dilation",
    ] + modulations).map { "\"\($0)\"" }

  /// Members of objects, whole, with values that may be right.
  static let members =
    modulations.flatMap {
      ["\"\($0)\": {}", "\"\($0)\": {\"active\": true, \"shift\": false, \"groups\": 1}"]
    }
    + [
      "\"gating_mode\": \"gated\"", "\"gating_mode\": \"blended\"", "\"gated\": true",
      "\"bottleneck\": 1", "\"bottleneck\": 2", "\"groups_input\": 2", "\"groups_input_mixin\": 2",
      "\"layer1x1\": {\"active\": false, \"groups\": 1}", "\"layer1x1\": {\"active\": true, \"groups\": 2}",
      "\"head1x1\": {\"active\": true, \"out_channels\": 2, \"groups\": 1}",
      "\"head\": {\"out_channels\": 1, \"kernel_size\": 3, \"bias\": true, \"head_dilation\": 2}",
      "\"head\": {\"channels\": 2, \"out_channels\": 1, \"kernel_sizes\": [2, 1], \"activation\": \"ReLU\"}",
      "\"in_channels\": 2", "\"out_channels\": 2", "\"kernel_sizes\": [2, 3]", "\"dilations\": [1, 2, 4]",
      "\"activation\": {\"type\": \"PReLU\", \"negative_slopes\": [0.1, -2]}",
      "\"activation\": {\"type\": \"LeakyReLU\", \"negative_slope\": 1e38}",
      "\"slimmable\": {\"method\": \"slice_channels_uniform\", \"kwargs\": {\"allowed_channels\": [1, 2]}}",
      "\"sample_rate\": null", "\"sample_rate\": 1000", "\"batchnorm\": true", "\"bias\": true",
      "\"implementation\": \"fft\"",
    ]

  /// `$` stands for the file that is wrapped.
  static let wrappings = [
    """
    {"version": "0.7.0", "architecture": "Sequential", "config": {"models": [$]}, "weights": []}
    """,
    """
    {"version": "0.7.0", "architecture": "Sequential", "config": {"models": [$, $]}, "weights": []}
    """,
    """
    {"version": "0.7.0", "architecture": "SlimmableContainer", "weights": [], "config": {"submodels": [\
    {"max_value": 0.5, "model": $}, {"max_value": 1, "model": $}]}}
    """,
    """
    {"version": "0.6.0", "architecture": "WaveNet", "weights": [], "config": {"head_scale": 1, \
    "condition_dsp": $, "layers": [{"input_size": 1, "condition_size": 1, "channels": 2, "kernel_size": 2, \
    "dilations": [1, 2], "activation": "Tanh", "head_size": 1, "head_bias": true}]}}
    """,
    "[$]", "$ $",
  ]
}
