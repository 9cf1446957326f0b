import NeuralAmp

// Thread: audio.

extension PCMSamples {
  /// Reads `count` samples of a channel as floats.
  @_noLocks @_noAllocation
  func decode(_ channel: PCMChannel, into target: UnsafeMutablePointer<Float>, count: Int) {
    var source = UnsafeRawPointer(channel.address)
    for index in 0..<count {
      target[index] = sample(at: source)
      source += channel.stride
    }
  }

  @_noLocks @_noAllocation @inline(__always)
  private func sample(at address: UnsafeRawPointer) -> Float {
    switch encoding {
    case .float32: Float(bitPattern: UInt32(bitPattern: word(at: address)))
    case .int32: Float(word(at: address)) * 0x1p-31
    case .int24: Float(word(at: address) << 8) * 0x1p-31
    case .int24Packed: Float(packed(at: address)) * 0x1p-31
    case .int16: Float(half(at: address)) * 0x1p-15
    }
  }

  @_noLocks @_noAllocation @inline(__always)
  private func word(at address: UnsafeRawPointer) -> Int32 {
    let word = address.loadUnaligned(as: Int32.self)
    return isBigEndian ? Int32(bigEndian: word) : Int32(littleEndian: word)
  }

  @_noLocks @_noAllocation @inline(__always)
  private func half(at address: UnsafeRawPointer) -> Int16 {
    let half = address.loadUnaligned(as: Int16.self)
    return isBigEndian ? Int16(bigEndian: half) : Int16(littleEndian: half)
  }

  /// Left-justified.
  @_noLocks @_noAllocation @inline(__always)
  private func packed(at address: UnsafeRawPointer) -> Int32 {
    let first = UInt32(address.load(as: UInt8.self))
    let middle = UInt32(address.load(fromByteOffset: 1, as: UInt8.self))
    let last = UInt32(address.load(fromByteOffset: 2, as: UInt8.self))
    return Int32(
      bitPattern: isBigEndian
        ? first << 24 | middle << 16 | last << 8 : last << 24 | middle << 16 | first << 8)
  }

  /// Makes of `count` samples, at most ``capacity``, what ``write(to:count:)`` gives to any number of channels.
  /// Integers are clipped to full scale; floats keep what is beyond it.
  @_noLocks @_noAllocation
  func encode(_ source: UnsafePointer<Float>, count: Int) {
    switch encoding {
    case .float32:
      for index in 0..<count { integers[index] = Int32(bitPattern: source[index].bitPattern) }
    case .int32, .int24, .int24Packed, .int16:
      _ = SampleConversion.quantize(source, to: integers, count: count, bitCount: bitCount)
    }
  }

  /// The first `count` of the samples that were encoded last.
  @_noLocks @_noAllocation
  func write(to channel: PCMChannel, count: Int) {
    for index in 0..<count { storeInteger(integers[index], index, of: channel) }
  }

  /// Silence is zero in every format.
  @_noLocks @_noAllocation
  func silence(_ channel: PCMChannel, count: Int) {
    for index in 0..<count { storeInteger(0, index, of: channel) }
  }

  /// As many of the upper bits as the format has.
  @_noLocks @_noAllocation @inline(__always)
  private func storeInteger(_ value: Int32, _ index: Int, of channel: PCMChannel) {
    switch encoding {
    case .float32, .int32: store(value, index, of: channel)
    case .int24: store(value >> 8, index, of: channel)
    case .int24Packed: storePacked(value, index, of: channel)
    case .int16: storeHalf(value, index, of: channel)
    }
  }

  @_noLocks @_noAllocation @inline(__always)
  private func store(_ value: Int32, _ index: Int, of channel: PCMChannel) {
    let word = isBigEndian ? value.bigEndian : value.littleEndian
    (channel.address + index * channel.stride).storeBytes(of: word, as: Int32.self)
  }

  /// The upper half.
  @_noLocks @_noAllocation @inline(__always)
  private func storeHalf(_ value: Int32, _ index: Int, of channel: PCMChannel) {
    let upper = Int16(truncatingIfNeeded: value >> 16)
    let half = isBigEndian ? upper.bigEndian : upper.littleEndian
    (channel.address + index * channel.stride).storeBytes(of: half, as: Int16.self)
  }

  /// The upper three bytes.
  @_noLocks @_noAllocation @inline(__always)
  private func storePacked(_ value: Int32, _ index: Int, of channel: PCMChannel) {
    let address = channel.address + index * channel.stride
    let bits = UInt32(bitPattern: value)
    let low = UInt8(truncatingIfNeeded: bits >> 8)
    let high = UInt8(truncatingIfNeeded: bits >> 24)
    address.storeBytes(of: isBigEndian ? high : low, as: UInt8.self)
    address.storeBytes(of: UInt8(truncatingIfNeeded: bits >> 16), toByteOffset: 1, as: UInt8.self)
    address.storeBytes(of: isBigEndian ? low : high, toByteOffset: 2, as: UInt8.self)
  }
}
