import NeuralAmp

/// The memory of one channel through a rate conversion. Allocates in `init` only.
package final class RateConverterMemory {
  /// Good for as long as this object lives. Thread: one at a time.
  package let converter: UnsafeMutablePointer<RateConverter>
  /// From an input frame to the output frame of the same time, in input frames, after `init` and `reset`:
  /// exactly, at the nominal ratio.
  package let latency: Double
  private let table: SincTable
  private let ring: AlignedFloats

  /// - Parameters:
  ///   - table: the conversion; shared with other channels.
  ///   - maximumFrameCount: how many input frames at most wait to be converted, 1 or more.
  package convenience init(table: SincTable, maximumFrameCount: Int) {
    self.init(table: table, maximumFrameCount: maximumFrameCount, headStart: 0)
  }

  /// - Parameter headStart: what the latency is less than the filter's, in 1 / output rate of an input frame.
  init(table: SincTable, maximumFrameCount: Int, headStart: Int) {
    precondition(maximumFrameCount >= 1, "maximumFrameCount is 1 or more, not \(maximumFrameCount)")
    let capacity = table.tapCount + maximumFrameCount
    self.table = table
    ring = AlignedFloats(count: 2 * capacity)
    latency = Double(table.halfLength) - Double(headStart) / Double(table.outputRate)
    converter = .allocate(capacity: 1)
    converter.initialize(
      to: RateConverter(
        table: table, ring: ring.pointer, capacity: capacity, headStart: headStart << 20))
    converter.pointee.reset()
  }

  deinit {
    converter.deallocate()
  }
}
