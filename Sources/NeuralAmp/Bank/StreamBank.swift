/// Streams through one model that are advanced together: where the model allows it, side by side in the lanes of
/// vectors, so that each weight that is loaded serves them all.
///
/// Each gives the same bits that a ``Processor`` gives, however many there are beside it. Streams join and leave while
/// others run; they are numbered from 0, and the lowest free number is the next to join.
///
/// A bank that exists is prepared: `init` is its only allocation. Everything else is in `StreamBank+Realtime.swift` and
/// belongs to the thread that processes, one at a time.
public final class StreamBank {
  public let model: Model
  /// How many streams there can be at a time.
  public let streamLimit: Int
  /// The longest block that `process` takes, in frames.
  public let maximumFrameCount: Int

  let modelIdentity: ObjectIdentifier
  let restState: UnsafePointer<Float>
  let storedState: UnsafePointer<Float>
  let unmanaged: UnmanagedStreamBank
  private let memory: BankMemory

  /// An empty bank.
  ///
  /// - Parameters:
  ///   - streamLimit: 1 or more.
  ///   - maximumFrameCount: the longest block that `process` will be given, 1 or more, in frames.
  public init(model: Model, streamLimit: Int, maximumFrameCount: Int) {
    precondition(streamLimit >= 1, "streamLimit is 1 or more, not \(streamLimit)")
    precondition(maximumFrameCount >= 1, "maximumFrameCount is 1 or more, not \(maximumFrameCount)")
    self.model = model
    self.streamLimit = streamLimit
    self.maximumFrameCount = maximumFrameCount
    modelIdentity = ObjectIdentifier(model)
    restState = model.state(at: .rest)
    storedState = model.state(at: .stored)
    memory = BankMemory(model, streamLimit: streamLimit)
    unmanaged = UnmanagedStreamBank(
      memory, streamLimit: streamLimit, maximumFrameCount: maximumFrameCount)
  }

  deinit { unmanaged.deallocate() }

  /// Whether what was prepared for this bank is what one for such a need would prepare: it can be used again instead.
  public func fits(_ model: Model, streamLimit: Int, maximumFrameCount: Int) -> Bool {
    self.model === model && self.streamLimit == streamLimit && self.maximumFrameCount >= maximumFrameCount
  }

  /// How many of so many streams are best advanced together: as many as fill the lanes of vectors, or all of them
  /// where they leave few idle; 1 where streams do not run side by side, or are too few to be faster for it.
  public static func bestStreamLimit(_ model: Model, of streamCount: Int) -> Int {
    guard case .lstm(let network) = model.network else { return 1 }
    let width = LSTMLanes.widths(of: network).last {
      streamCount >= LSTMLanes.leastStreamCount(network.layout, width: $0)
    }
    return width.map { min(streamCount, $0) } ?? 1
  }

  /// How many streams there have to be for them to run side by side; `nil` where they never do.
  public var leastStreamCount: Int? {
    let group = unmanaged.groups[0]
    return group.lanes == nil ? nil : group.leastStreamCount
  }

  /// Streams that have joined.
  public var streamCount: Int { (0..<streamLimit).count { unmanaged.isJoined[$0] } }
}
