/// A processor as the audio thread of a host holds it: plain memory that counts no references, so that
/// code which the compiler checks for locks and allocation can pass it around, as it cannot a class.
///
/// Good for as long as the ``Processor`` lives, which somebody else has to see to; and one thread at a time may
/// use it, or the processor.
public struct UnmanagedProcessor {
  /// The longest block that `process` takes, in frames.
  public let maximumFrameCount: Int

  let stream: Stream
  let restState: UnsafePointer<Float>

  public init(_ processor: Processor) {
    maximumFrameCount = processor.maximumFrameCount
    stream = processor.stream
    restState = processor.restState
  }
}
