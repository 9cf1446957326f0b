import NeuralAmp

/// The `config` of networks one after the other.
enum SequentialConfig {
  /// - Parameter weights: of the same model; an older layout had those of all networks there.
  static func parse(
    _ config: NAMObject, weights: NAMValue
  ) throws(NAMFileError.Problem) -> [NAMModel] {
    guard weights.count == 0 else {
      throw weights.unexpected("an empty array, as each of config.models has weights of its own")
    }
    var models: [NAMModel] = []
    for element in try config.required("models").elements(1...NetworkConfiguration.listLimit) {
      models.append(try NAMModel.read(element.object()))
    }
    config.noteOddKeys(known: ["models"], of: "a Sequential")
    return models
  }

  /// What a chain has the level of: of its first network where it comes in, of its last where it goes out.
  static func metadata(_ models: [NAMModel]) -> JSONObject {
    var metadata = JSONObject()
    for (key, model) in [
      ("input_level_dbu", models.first), ("output_level_dbu", models.last), ("loudness", models.last),
    ] {
      if let value = model?.metadata[key] { metadata.append(key, value) }
    }
    return metadata
  }
}
