/// A bank as the audio thread of a host holds it: plain memory that counts no references, so that code which the
/// compiler checks for locks and allocation can pass it around, as it cannot a class.
///
/// Good for as long as the ``StreamBank`` lives, which somebody else has to see to; and one thread at a time may use
/// it, or the bank.
public struct UnmanagedStreamBank {
  /// How many streams there can be at a time.
  public let streamLimit: Int
  /// The longest block that `process` takes, in frames.
  public let maximumFrameCount: Int

  /// Whether a stream has joined, one for each.
  let isJoined: UnsafeMutablePointer<Bool>
  let groups: UnsafeMutablePointer<BankGroup>
  let groupCount: Int
  /// Streams of one group; all of them where they do not run side by side.
  let groupWidth: Int

  public init(_ bank: StreamBank) { self = bank.unmanaged }

  init(_ memory: BankMemory, streamLimit: Int, maximumFrameCount: Int) {
    self.streamLimit = streamLimit
    self.maximumFrameCount = maximumFrameCount
    groupCount = memory.groups.count
    groups = .allocate(capacity: groupCount)
    groups.initialize(from: memory.groups, count: groupCount)
    groupWidth = memory.groupWidth
    isJoined = .allocate(capacity: streamLimit)
    isJoined.initialize(repeating: false, count: streamLimit)
  }

  func deallocate() {
    isJoined.deallocate()
    groups.deallocate()
  }
}
