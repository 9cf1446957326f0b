import AudioFile
import NAMFormat
import NeuralAmp
import Synchronization

/// The captures of a batch: each is loaded when it is first needed, shared by all threads, and let go after its
/// last use.
///
/// Thread: any.
final class RenderModels: Sendable {
  private struct Place {
    var useCount: Int
    /// `nil` before the first use, and after the last.
    var loaded: Result<RenderModel, NAMFileError>?
  }

  private final class Shelf: Sendable {
    let place: Mutex<Place>
    init(useCount: Int) { place = Mutex(Place(useCount: useCount)) }
  }

  private let paths: [String]
  private let quality: Double
  private let shelves: [Shelf]
  private let warn: @Sendable (String) -> Void

  /// - Parameters:
  ///   - quality: 0 to 1.
  ///   - warn: takes what is odd about a capture, once.
  init(_ plan: RenderPlan, quality: Double, warn: @escaping @Sendable (String) -> Void) {
    var useCounts = plan.models.map { _ in 0 }
    for job in plan.jobs { useCounts[job.model] += 1 }
    paths = plan.models
    self.quality = quality
    self.warn = warn
    shelves = useCounts.map(Shelf.init(useCount:))
  }

  /// For a job that has not given it back. Others that want the same one wait while it is loaded.
  func take(_ index: Int) -> Result<RenderModel, NAMFileError> {
    shelves[index].place.withLock { place in
      let loaded = place.loaded ?? load(paths[index])
      place.loaded = loaded
      return loaded
    }
  }

  /// Each job gives it back once.
  func giveBack(_ index: Int) {
    shelves[index].place.withLock { place in
      place.useCount -= 1
      if place.useCount == 0 { place.loaded = nil }
    }
  }

  private func load(_ path: String) -> Result<RenderModel, NAMFileError> {
    Result { () throws(NAMFileError) in
      let file = try NAMFile(path: path)
      for remark in file.remarks where remark.level == .warning { warn("\(path): \(remark.sentence)") }
      return RenderModel(
        try file.makeModel(quality: quality), path: path, loudness: file.metadata(quality: quality).loudness)
    }
  }
}
