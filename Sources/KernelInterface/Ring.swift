/// The past of a signal, as long as it is needed, and its current tile: as a ring, or as a line where the past is
/// short.
///
/// Each channel of a ring is ``frameCount`` frames long, which the signal runs round, and a tile's length behind
/// them, where the beginning is once more: so a tile that starts anywhere is in one piece.
///
/// A channel of a line is in one piece, past and all. The tile moves along it, and when the next would not fit,
/// the past is moved back to the beginning.
@frozen
public struct Ring: Sendable {
  public let isLine: Bool
  /// The first channel's start, in floats from the state's.
  public let offset: Int
  public let channelCount: Int
  /// Of a ring, the longest past, a tile, and what a vector may write beyond its end; of a line, the past and the
  /// beginnings of tiles.
  public let frameCount: Int
  /// The longest past, in whole cache lines.
  public let pastCount: Int

  /// Up to here moving a line's past costs less than keeping the beginning of a ring twice.
  private static var longestLine: Int { 64 }

  /// Floats from channel to channel.
  @inlinable public var stride: Int {
    @_noLocks @_noAllocation get { frameCount + Program.tileFrameCount }
  }

  /// - Parameter historyCount: frames that are looked back on.
  public init(offset: Int, channelCount: Int, historyCount: Int) {
    self.offset = offset
    self.channelCount = channelCount
    isLine = historyCount <= Self.longestLine
    // Whole cache lines, so that tiles of whole cache lines stay aligned.
    pastCount = (historyCount + 15) / 16 * 16
    frameCount = pastCount + Program.tileFrameCount + (isLine ? 0 : 16)
  }

  public var floatCount: Int { channelCount * stride }

  /// Where the first tile begins, in frames.
  public var firstPosition: Int { isLine ? pastCount : 0 }

  public var memory: Signal.Memory { isLine ? .line : .ring }
}
