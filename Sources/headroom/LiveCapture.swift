import NAMFormat
import NeuralAmp

/// The file that is played, at a quality, and loaded again when somebody asks for it.
struct LiveCapture {
  let path: String
  /// 0, the smallest network that the file has, to 1, the whole.
  private(set) var quality: Double
  private var file: NAMFile

  init(path: String, quality: Double) throws(LiveFailure) {
    self.path = path
    self.quality = quality
    file = try Self.read(path)
  }

  /// `nil` where the file sounds the same at each.
  var shownQuality: Double? { file.qualityBreakpoints.isEmpty ? nil : quality }

  func model() throws(LiveFailure) -> Model {
    let quality = quality
    let file = file
    let model = try LiveFailure.orThrow { () throws(NAMFileError) in try file.makeModel(quality: quality) }
    guard model.inputChannelCount == 1, model.outputChannelCount == 1 else {
      throw LiveFailure(
        "\(path): one input and one output can be played live, and it has "
          + "\(model.inputChannelCount) and \(model.outputChannelCount)")
    }
    return model
  }

  /// The same as the file is now.
  func reloaded() throws(LiveFailure) -> LiveCapture { try LiveCapture(path: path, quality: quality) }

  /// The next better or worse one, so many steps up; `nil` where there is none.
  func stepped(by count: Int) -> LiveCapture? {
    // Where a network begins to be played, the first and the last at the ends of the range.
    let breakpoints = file.qualityBreakpoints
    let levels = [0] + breakpoints.dropLast() + breakpoints.suffix(1).map { _ in 1 }
    let level = breakpoints.count { $0 <= quality } + count
    guard levels.indices.contains(level) else { return nil }
    var capture = self
    capture.quality = levels[level]
    return capture
  }

  private static func read(_ path: String) throws(LiveFailure) -> NAMFile {
    try LiveFailure.orThrow { () throws(NAMFileError) in try NAMFile(path: path) }
  }
}
