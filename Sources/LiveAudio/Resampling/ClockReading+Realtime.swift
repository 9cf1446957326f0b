/// Where two cards and what is between them stand, as the host sees it in one period.
package struct ClockReading {
  /// Frames taken from the capture device since it was started.
  package var read: Int
  /// Frames that were ready to be taken from it at `capturedAt`: by then, `read + unread` had been captured.
  package var unread: Int
  /// The capture device's time stamp of that, in ns.
  package var capturedAt: UInt64

  /// Frames given to the playback device since it was started.
  package var written: Int
  /// Frames of those that it had not played at `playedAt`.
  package var unplayed: Int
  /// The playback device's time stamp of that, in ns.
  package var playedAt: UInt64

  /// Frames that were read and that the next frame to be written has not passed yet, in capture frames: those
  /// in the host's queue and ``RateConverter/delay``.
  package var waiting: Double

  @_noLocks @_noAllocation
  package init(
    read: Int, unread: Int, capturedAt: UInt64, written: Int, unplayed: Int, playedAt: UInt64,
    waiting: Double
  ) {
    self.read = read
    self.unread = unread
    self.capturedAt = capturedAt
    self.written = written
    self.unplayed = unplayed
    self.playedAt = playedAt
    self.waiting = waiting
  }
}
