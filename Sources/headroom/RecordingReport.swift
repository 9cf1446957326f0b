import AudioFile

/// What became of a recorded file.
package struct RecordingReport {
  package let path: String
  /// In the file, silence and all.
  package let frameCount: Int
  /// Frames of silence in the file, where the disk was too slow for the sound.
  package let droppedFrameCount: Int
  /// Samples clipped to full scale: of FLAC only.
  package let clippedCount: Int
  /// Why the file ended before the sound did.
  package let failure: AudioFileError?
}
