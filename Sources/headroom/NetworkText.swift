import NAMFormat
import NeuralAmp

/// What a network is made of, in rows: a label, indented by how deep the part lies, and a line about it.
enum NetworkText {
  typealias Row = (label: String, text: String)

  static func rows(_ label: String, _ network: NetworkDescription) -> [Row] {
    [(label, summary(network))] + indented(parts(network))
  }

  /// A container: where each of its networks begins to be played, and what it is.
  static func rows(_ label: String, _ name: String, _ submodels: [NAMFile.Submodel]) -> [Row] {
    let begins = [0] + submodels.dropLast().map(\.maximumQuality)
    let networks = zip(begins, submodels).flatMap { begin, submodel in
      rows("from \(Format.quality(begin))", submodel.network)
    }
    return [(label, "\(name), \(Format.count(submodels.count, "network"))")] + indented(networks)
  }

  private static func indented(_ rows: [Row]) -> [Row] { rows.map { ("  \($0.label)", $0.text) } }

  private static func summary(_ network: NetworkDescription) -> String {
    let name = network.configuration.architectureName
    switch network.configuration {
    case .lstm(let lstm):
      return "\(name), \(Format.count(lstm.layerCount, "layer")), hidden size \(lstm.hiddenSize)"
    case .linear(let linear):
      return "\(name), \(Format.count(linear.tapCount, "tap"))\(linear.hasBias ? ", bias" : "")"
    case .convNet(let convNet): return "\(name), \(summary(convNet))"
    case .waveNet(let waveNet):
      let shape = KnownShape(of: network).map { ", \($0.title)" } ?? ""
      return "\(name)\(shape), \(Format.count(waveNet.arrays.count, "layer array"))"
    case .sequential(let sequential):
      return "\(name), \(Format.count(sequential.networks.count, "network"))"
    }
  }

  private static func summary(_ convNet: ConvNetConfiguration) -> String {
    let parts = [
      Format.count(convNet.channelCount, "channel"), Format.count(convNet.dilations.count, "layer"),
      range("dilation", convNet.dilations), convNet.activation.name,
      convNet.hasBatchNormalization ? "batch normalisation" : nil,
      convNet.groupCount > 1 ? "groups \(convNet.groupCount)" : nil,
    ]
    return parts.compactMap(\.self).joined(separator: ", ")
  }

  private static func parts(_ network: NetworkDescription) -> [Row] {
    switch network.configuration {
    case .lstm, .linear, .convNet: []
    case .waveNet(let waveNet): parts(waveNet)
    case .sequential(let sequential):
      sequential.networks.enumerated().flatMap { rows("network \($0.offset + 1)", $0.element) }
    }
  }

  private static func parts(_ waveNet: WaveNetConfiguration) -> [Row] {
    let condition = waveNet.condition.map { rows("condition", $0) } ?? []
    let arrays = waveNet.arrays.enumerated().map { Row("array \($0.offset + 1)", summary($0.element)) }
    return condition + arrays + (waveNet.head.map { [Row("head", summary($0))] } ?? [])
  }

  private static func summary(_ array: WaveNetConfiguration.LayerArray) -> String {
    let layers = array.layers
    let parts = [
      Format.count(array.channelCount, "channel"),
      array.bottleneck == array.channelCount ? nil : "bottleneck \(array.bottleneck)",
      Format.count(layers.count, "layer"), range("kernel size", layers.map(\.kernelSize)),
      range("dilation", layers.map(\.dilation)), distinct(layers.map(\.activation.name)),
      distinct(layers.compactMap(\.gating.name)),
    ]
    return (parts + details(array)).compactMap(\.self).joined(separator: ", ")
  }

  private static func details(_ array: WaveNetConfiguration.LayerArray) -> [String?] {
    let modulations = array.modulations.names
    let head = array.head
    return [
      array.inputGroupCount > 1 ? "groups \(array.inputGroupCount)" : nil,
      array.mixinGroupCount > 1 ? "mixin groups \(array.mixinGroupCount)" : nil,
      array.layer1x1 == nil ? "no layer1x1" : nil,
      array.head1x1.map { "head1x1 to \($0.outputChannelCount)" },
      modulations.isEmpty ? nil : "FiLM \(modulations.joined(separator: " "))",
      "head to \(head.outputChannelCount)\(head.kernelSize > 1 ? " of kernel size \(head.kernelSize)" : "")",
    ]
  }

  private static func summary(_ head: WaveNetConfiguration.PostStackHead) -> String {
    let layers = Format.count(head.kernelSizes.count, "layer")
    return "\(Format.count(head.channelCount, "channel")), \(layers), "
      + "\(range("kernel size", head.kernelSizes)), \(head.activation.name), to \(head.outputChannelCount)"
  }

  /// "dilation 1", or "dilations 1 to 512".
  private static func range(_ singular: String, _ values: [Int]) -> String {
    let (least, most) = (values.min() ?? 0, values.max() ?? 0)
    return least == most ? "\(singular) \(least)" : "\(singular)s \(least) to \(most)"
  }

  /// Each once, in the order of their first; `nil` for none.
  private static func distinct(_ names: [String]) -> String? {
    var seen: Set<String> = []
    let once = names.filter { seen.insert($0).inserted }
    return once.isEmpty ? nil : once.joined(separator: "/")
  }
}
