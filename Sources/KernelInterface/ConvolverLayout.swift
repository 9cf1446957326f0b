/// How a finite impulse response is laid out in memory: the same for every instruction set.
///
/// The first taps meet the input directly, frame by frame. The others are cut into *partitions* of a block's
/// length (Gardner 1995, "Efficient Convolution without Input-Output Delay"), which meet the *spectra* of
/// blocks that are over. Two blocks of direct taps leave the whole running block for the work on the next
/// block's partitions, so that no call has to do all of it at once.
///
/// A spectrum is that of 128 frames at the frequencies (4k + 1)/256 for k in 0..<64: half of the odd multiples
/// of 1/256, and a real signal's values at the others are their conjugates. So all 64 bins are alike, none is
/// a real one that needs care of its own. Their products are a convolution that wraps around with its sign
/// changed; what wraps around is not used (overlap-save). The order of the bins is `[k mod 4][k / 4]`. Real parts
/// of all bins come first, then the imaginary ones.
///
/// Weights, in floats:
///
///     direct taps      [direct], the newest frame's first, padded with zeros to a cache line
///     tables           of the transform, see `ConvolverTables`; where there are partitions
///     partitions       [partitions][128], spectra, the last taps first
///
/// State, in floats, all zero for silence:
///
///     position         frames into the running block, and the spectrum that meets the first partition, both as
///                      integers; padded to a cache line
///     history          [past + block], the running block last, and a cache line that is read and not used
///     remainder        [block], what the partitions add to the running block
///     sum              [128], of the latest products for the next block
///     total            [128], of the sums before it
///     spectra          [partitions][128], a ring
@frozen
public struct ConvolverLayout: Sendable {
  /// Frames of a block, taps of a partition, and bins of a spectrum.
  @inlinable public static var blockFrameCount: Int {
    @_noLocks @_noAllocation
    get { 64 }
  }
  /// Floats of a spectrum, and frames that it is the spectrum of.
  @inlinable public static var spectrumCount: Int {
    @_noLocks @_noAllocation
    get { 128 }
  }
  /// Taps up to which the direct form alone is faster.
  public static let directLimit = 256

  /// Direct taps are added up in as many sums.
  static let chainCount = 4
  static let cacheLine = 16

  public let tapCount: Int
  /// Taps that meet the input directly, some zero: a multiple of four.
  public let directCount: Int
  public let partitionCount: Int
  /// Frames of history before the running block.
  public let pastCount: Int

  /// - Parameters:
  ///   - tapCount: 1 or more.
  ///   - directLimit: up to so many taps there are no partitions.
  public init(tapCount: Int, directLimit: Int = ConvolverLayout.directLimit) {
    self.tapCount = tapCount
    let isDirect = tapCount <= max(directLimit, 2 * Self.blockFrameCount)
    directCount = isDirect ? Self.round(tapCount, to: Self.chainCount) : 2 * Self.blockFrameCount
    partitionCount =
      isDirect ? 0 : Self.round(tapCount - directCount, to: Self.blockFrameCount) / Self.blockFrameCount
    pastCount = Self.round(directCount, to: Self.blockFrameCount)
  }

  private static func round(_ count: Int, to multiple: Int) -> Int {
    (count + multiple - 1) / multiple * multiple
  }

  // MARK: Weights

  public var tablesOffset: Int {
    @_noLocks @_noAllocation @inlinable
    get { (directCount + 15) / 16 * 16 }
  }
  public var partitionsOffset: Int {
    @_noLocks @_noAllocation @inlinable
    get { tablesOffset + ConvolverTables.count }
  }
  /// In floats.
  public var weightCount: Int {
    partitionCount == 0 ? tablesOffset : partitionsOffset + partitionCount * Self.spectrumCount
  }

  // MARK: State

  public var historyOffset: Int {
    @_noLocks @_noAllocation @inlinable
    get { 16 }
  }
  public var remainderOffset: Int {
    @_noLocks @_noAllocation @inlinable
    get { historyOffset + pastCount + Self.blockFrameCount + 16 }
  }
  public var sumOffset: Int {
    @_noLocks @_noAllocation @inlinable
    get { remainderOffset + Self.blockFrameCount }
  }
  public var totalOffset: Int {
    @_noLocks @_noAllocation @inlinable
    get { sumOffset + Self.spectrumCount }
  }
  public var spectraOffset: Int {
    @_noLocks @_noAllocation @inlinable
    get { totalOffset + Self.spectrumCount }
  }
  /// In floats.
  public var stateCount: Int { spectraOffset + partitionCount * Self.spectrumCount }

  /// Scratch memory in floats, which convolvers of one thread can share: a transform's, or one block of sums.
  @inlinable public static var workspaceCount: Int {
    @_noLocks @_noAllocation
    get { 128 }
  }
}

/// Where the transform's constants are, in floats. All are on the unit circle, e^-iθ, real parts first:
///
///     rows      [8][4]      θ = 2π · row · (4k + 1) / 16
///     twiddles  [4][16]     θ = 2π · column · (4k + 1) / 256
///     columns   [16][16]    θ = 2π · row · column / 16
@frozen
public enum ConvolverTables {
  @inlinable public static var rowCount: Int {
    @_noLocks @_noAllocation
    get { 32 }
  }
  @inlinable public static var twiddleCount: Int {
    @_noLocks @_noAllocation
    get { 64 }
  }
  @inlinable public static var columnCount: Int {
    @_noLocks @_noAllocation
    get { 256 }
  }
  @inlinable public static var twiddleOffset: Int {
    @_noLocks @_noAllocation
    get { 2 * rowCount }
  }
  @inlinable public static var columnOffset: Int {
    @_noLocks @_noAllocation
    get { twiddleOffset + 2 * twiddleCount }
  }
  @inlinable public static var count: Int {
    @_noLocks @_noAllocation
    get { columnOffset + 2 * columnCount }
  }
}
