/// An audio file that is written from its beginning to its end and appears when it is complete.
///
/// Thread: one at a time.
final class AudioFileWriter {
  let path: String

  private let pending: PendingFile
  private let encoder: AudioEncoder

  /// - Parameter frameCount: how many frames will come: a container may not hold none, or so many.
  init(
    path: String, destination: PendingFile.Destination, format: AudioFileFormat, frameCount: Int,
    tags: AudioTags
  ) throws(AudioFileError) {
    self.path = path
    do throws(AudioFileError.Problem) {
      let info = try format.info(frameCount: frameCount)
      pending = try PendingFile(destination)
      encoder = try AudioEncoder(pending, format: format, info: info, tags: tags)
    } catch {
      throw AudioFileError(path: path, problem: error)
    }
  }

  /// Samples that were beyond full scale, and so were clipped to it.
  var clippedCount: Int { encoder.clippedCount }

  /// - Parameter frames: whole interleaved frames.
  func write(_ frames: UnsafeBufferPointer<Float>) throws(AudioFileError) {
    do throws(AudioFileError.Problem) {
      try encoder.write(frames)
    } catch {
      // Others may have use for the room on the disk before this object goes.
      pending.discard()
      throw AudioFileError(path: path, problem: error)
    }
  }

  /// Completes what is in the file. It has no name yet.
  func finish() throws(AudioFileError) -> FinishedFile {
    do throws(AudioFileError.Problem) {
      try encoder.finish()
    } catch {
      pending.discard()
      throw AudioFileError(path: path, problem: error)
    }
    return FinishedFile(path: path, pending)
  }
}

/// A file that is complete, and waits for its name.
///
/// Thread: any, one at a time.
final class FinishedFile: @unchecked Sendable {
  // @unchecked: whoever holds it is the only one who knows the file.

  private let path: String
  /// Until it has its name: its descriptor is of use to others.
  private var pending: PendingFile?

  init(path: String, _ pending: PendingFile) {
    self.path = path
    self.pending = pending
  }

  /// Waits until it is on the disk, and gives it its name.
  func commit() throws(AudioFileError) {
    defer { pending = nil }
    do throws(AudioFileError.Problem) {
      try pending?.commit()
    } catch {
      throw AudioFileError(path: path, problem: error)
    }
  }
}
