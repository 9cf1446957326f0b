import NeuralAmp

/// The `config` of a container: networks of the same capture, from small to large.
enum ContainerConfig {
  struct Entry {
    /// Qualities below it are served.
    let maximumQuality: Double
    let model: NAMModel
  }

  /// - Parameter sampleRate: of the container.
  static func parse(
    _ config: NAMObject, sampleRate: Double?
  ) throws(NAMFileError.Problem) -> [Entry] {
    let elements = try config.required("submodels").elements(1...NetworkConfiguration.listLimit)
    var entries: [Entry] = []
    for (index, element) in elements.enumerated() {
      let object = try element.object()
      let quality = try quality(
        object.required("max_value"), after: entries.last, isLast: index == elements.count - 1)
      let model = try NAMModel.read(object.required("model").object(), within: sampleRate)
      try checkChannels(of: model, as: entries.first?.model, object.path(of: "model"))
      entries.append(Entry(maximumQuality: quality, model: model))
    }
    config.noteOddKeys(known: ["submodels"], of: "a SlimmableContainer")
    return entries
  }

  private static func quality(
    _ value: NAMValue, after previous: Entry?, isLast: Bool
  ) throws(NAMFileError.Problem) -> Double {
    let quality = try value.number()
    if let previous, quality <= previous.maximumQuality {
      throw value.unexpected(
        "a number above \(JSONValue.text(of: previous.maximumQuality)), the one before it")
    }
    if isLast && quality < 1 { throw value.unexpected("1 or more, as it is the last") }
    return quality
  }

  /// A change of quality is none of channels.
  private static func checkChannels(
    of model: NAMModel, as first: NAMModel?, _ path: String
  ) throws(NAMFileError.Problem) {
    let channels = channels(of: model)
    guard let expected = first.map(channels(of:)), expected != channels else { return }
    throw .unexpected(key: path, expected: "\(expected), as the first of the submodels has", found: channels)
  }

  private static func channels(of model: NAMModel) -> String {
    let configuration = model.network.configuration
    return "\(configuration.inputChannelCount) channels in and \(configuration.outputChannelCount) out"
  }
}
