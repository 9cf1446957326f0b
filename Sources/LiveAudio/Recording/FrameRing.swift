import Synchronization

/// Frames from the audio thread to a thread that may wait, for a disk say.
///
/// The audio thread never waits for the reader: a block for which there is no room is dropped whole. What is
/// dropped keeps its time: the reader gets silence of the same length in its place, so that frame n of what
/// comes out is frame n of what went in, or silent.
///
/// Threads: one that pushes, through ``producer``, and one that drains. Only ``droppedFrameCount`` is anybody's.
///
/// ## Memory order
///
/// Frames in the ring are numbered as they are stored, without the dropped ones. Each counter has one writer,
/// stores with release order what it has written before, and is loaded with acquire order by the other thread:
///
/// - `storedCount` publishes the frames below it; `takenCount` gives their room back.
/// - `noteCount` publishes the notes below it; `passedNoteCount` gives their room back. A note says how many
///   frames in all were dropped before a stored frame, and is published before that frame is.
/// - `droppedCount` publishes that all frames before the drop are stored.
public final class FrameRing: @unchecked Sendable {
  /// What comes out, in order.
  public enum Part {
    /// Whole interleaved frames, good until the call returns.
    case frames(UnsafeBufferPointer<Float>)
    /// As many frames were dropped here.
    case silence(frameCount: Int)
  }

  /// The audio thread's end. Good as long as its ring lives.
  public let producer: Producer

  private static let noteCapacity = 64

  /// Frames of silence that have come out.
  private var silentCount = 0

  /// The only allocation: `capacity` frames, all of them touched.
  ///
  /// - Parameter capacity: in frames. A longer block never fits.
  public init(channelCount: Int, capacity: Int) {
    precondition(channelCount > 0, "a frame cannot have \(channelCount) channels")
    precondition(capacity > 0, "a ring cannot hold \(capacity) frames")
    producer = Producer(
      channelCount: channelCount, capacity: capacity, noteCapacity: Self.noteCapacity,
      counters: .allocate(capacity: 1),
      samples: .allocate(capacity: capacity * channelCount),
      notes: .allocate(capacity: Self.noteCapacity))
    producer.counters.initialize(to: Counters())
    producer.samples.initialize(repeating: 0, count: capacity * channelCount)
    producer.notes.initialize(repeating: Note(), count: producer.noteCapacity)
  }

  deinit {
    producer.counters.deinitialize(count: 1)
    producer.counters.deallocate()
    producer.samples.deallocate()
    producer.notes.deallocate()
  }

  /// All frames that have been dropped so far.
  public var droppedFrameCount: Int { producer.counters.pointee.droppedCount.load(ordering: .relaxed) }

  /// Takes out everything that was pushed before the call, dropped or not.
  ///
  /// - Parameter take: gets the parts in order, at most ``partFrameCount`` frames of sound at a time, and room
  ///   is free again after each. What it throws for stays in the ring.
  public func drain<Failure: Error>(_ take: (Part) throws(Failure) -> Void) throws(Failure) {
    // In this order: every frame stored before the last of these drops, then every note before these frames.
    let droppedCount = producer.counters.pointee.droppedCount.load(ordering: .acquiring)
    let storedCount = producer.counters.pointee.storedCount.load(ordering: .acquiring)
    while let note = nextNote, note.storedCount <= storedCount {
      try takeFrames(upTo: note.storedCount, take)
      try takeSilence(upTo: note.droppedCount, take)
      producer.counters.pointee.passedNoteCount.add(1, ordering: .releasing)
    }
    try takeFrames(upTo: storedCount, take)
    try takeSilence(upTo: droppedCount, take)
  }

  /// Frames of sound that ``drain(_:)`` gives at most in one part.
  public static let partFrameCount = 4096

  private var nextNote: Note? {
    let passed = producer.counters.pointee.passedNoteCount.load(ordering: .relaxed)
    guard passed < producer.counters.pointee.noteCount.load(ordering: .acquiring) else { return nil }
    return producer.notes[passed % producer.noteCapacity]
  }

  private func takeFrames<Failure: Error>(
    upTo storedCount: Int, _ take: (Part) throws(Failure) -> Void
  ) throws(Failure) {
    while case let taken = producer.counters.pointee.takenCount.load(ordering: .relaxed),
      taken < storedCount
    {
      let start = taken % producer.capacity
      let count = min(storedCount - taken, producer.capacity - start, Self.partFrameCount)
      try take(
        .frames(
          UnsafeBufferPointer(
            start: producer.samples + start * producer.channelCount, count: count * producer.channelCount)))
      producer.counters.pointee.takenCount.store(taken + count, ordering: .releasing)
    }
  }

  private func takeSilence<Failure: Error>(
    upTo droppedCount: Int, _ take: (Part) throws(Failure) -> Void
  ) throws(Failure) {
    // A gap may have come out in part while it was still growing.
    guard droppedCount > silentCount else { return }
    try take(.silence(frameCount: droppedCount - silentCount))
    silentCount = droppedCount
  }
}

extension FrameRing {
  /// The audio thread's end of a ring: pointers and numbers.
  public struct Producer: @unchecked Sendable {
    public let channelCount: Int
    /// In frames.
    public let capacity: Int
    /// Gaps that the ring can tell apart at a time.
    let noteCapacity: Int
    let counters: UnsafeMutablePointer<Counters>
    /// Shape (capacity, channelCount).
    let samples: UnsafeMutablePointer<Float>
    let notes: UnsafeMutablePointer<Note>
  }

  /// Where a gap ended: so many frames were dropped, in all, before the stored frame of this number.
  struct Note {
    var storedCount = 0
    var droppedCount = 0
  }

  /// Running numbers since the beginning.
  struct Counters: ~Copyable {
    // Written by the producer.
    let storedCount = Atomic(0)
    let droppedCount = Atomic(0)
    let noteCount = Atomic(0)
    /// The producer's own: how many of the dropped frames are in notes.
    let notedCount = Atomic(0)
    // Written by the reader.
    let takenCount = Atomic(0)
    let passedNoteCount = Atomic(0)
  }
}
