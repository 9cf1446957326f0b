/// FNV-1a (Fowler, Noll, Vo) over words instead of bytes: tells contents apart, and hides none from anybody.
struct Fingerprint {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ word: UInt32) { value = (value ^ UInt64(word)) &* 0x100_0000_01B3 }

  mutating func add(_ count: Int) {
    add(UInt32(truncatingIfNeeded: count))
    add(UInt32(truncatingIfNeeded: count >> 32))
  }

  mutating func add(_ floats: AlignedFloats) {
    add(floats.count)
    for index in 0..<floats.count { add(floats.pointer[index].bitPattern) }
  }
}
