import NAMFormat
import NeuralAmp

/// The file that is played, and loaded again when somebody asks for it.
struct LiveCapture {
  let path: String

  func load() throws(LiveFailure) -> Model {
    let model = try LiveFailure.orThrow { () throws(NAMFileError) in try NAMFile(path: path).makeModel() }
    guard model.inputChannelCount == 1, model.outputChannelCount == 1 else {
      throw LiveFailure(
        "\(path): one input and one output can be played live, and it has "
          + "\(model.inputChannelCount) and \(model.outputChannelCount)")
    }
    return model
  }
}
