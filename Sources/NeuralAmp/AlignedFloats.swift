/// A fixed number of floats in memory of its own, zero at first, aligned to a cache line.
///
/// The capacity never changes and the address never moves, so pointers into it stay good for
/// as long as the object lives. Allocates in `init` only.
package final class AlignedFloats {
  /// A cache line, and the widest vector register.
  static let alignment = 64

  package let pointer: UnsafeMutablePointer<Float>
  package let count: Int

  package init(count: Int) {
    precondition(count >= 0, "a buffer cannot hold \(count) floats")
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: max(count * MemoryLayout<Float>.stride, Self.alignment),
      alignment: Self.alignment)
    pointer = memory.initializeMemory(as: Float.self, repeating: 0, count: count)
    self.count = count
  }

  package convenience init(_ floats: [Float]) {
    self.init(count: floats.count)
    pointer.update(from: floats, count: floats.count)
  }

  deinit {
    pointer.deallocate()
  }

  var byteCount: Int { count * MemoryLayout<Float>.stride }

  func copy(from other: UnsafePointer<Float>) {
    pointer.update(from: other, count: count)
  }

  /// Bits, not values: -0 differs from 0, and NaN equals itself.
  func hasSameBits(as other: AlignedFloats) -> Bool {
    count == other.count
      && (0..<count).allSatisfy { pointer[$0].bitPattern == other.pointer[$0].bitPattern }
  }
}
