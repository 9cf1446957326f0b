/// The tracks of one model.
final class BenchLane {
  /// Lengths of a host's period that the headroom is given for, in frames.
  static let periods = [32, 64, 128]

  let subject: BenchSubject
  let accuracy: BenchAccuracy
  /// By the length of their blocks.
  private let tracks: [Int: BenchTrack]
  private let order: [BenchTrack]
  /// The reference kernel in blocks as long as those of ``main``.
  let reference: BenchTrack
  let main: BenchTrack
  private let clock: BenchClock
  /// One for each round.
  private(set) var gigahertz: [Double] = []

  init(_ subject: BenchSubject, blockFrameCount: Int, clock: BenchClock) throws(Interrupted) {
    self.subject = subject
    self.clock = clock
    accuracy = try BenchAccuracy(of: subject)
    main = BenchTrack(subject.model, blockFrameCount: blockFrameCount, clock: clock)
    reference = BenchTrack(subject.reference, blockFrameCount: blockFrameCount, clock: clock)
    var tracks = [blockFrameCount: main]
    for length in [1] + Self.periods where tracks[length] == nil {
      tracks[length] = BenchTrack(subject.model, blockFrameCount: length, clock: clock)
    }
    self.tracks = tracks
    order = tracks.filter { $0.key != blockFrameCount }.sorted { $0.key < $1.key }.map(\.value)
  }

  func track(blockFrameCount: Int) -> BenchTrack {
    guard let track = tracks[blockFrameCount] else { preconditionFailure("no blocks of \(blockFrameCount)") }
    return track
  }

  /// Slices that other threads took a part of.
  var preemptedCount: Int { ([main, reference] + order).reduce(0) { $0 + $1.preemptedCount } }

  func prepare() throws(Interrupted) {
    for track in [main, reference] + order { try track.prepare() }
  }

  /// One slice of every track.
  func measure() throws(Interrupted) {
    main.measure()
    // Right after it: the core's clock is as the kernel has left it.
    gigahertz.append(clock.gigahertz())
    try Interrupt.check()
    reference.measure()
    for track in order {
      try Interrupt.check()
      track.measure()
    }
  }
}
