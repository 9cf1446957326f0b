import CALSA
import NeuralAmp
import TestSupport
import Testing

@testable import LiveAudio

struct PCMSamplesTests {
  /// What lies between the samples of a channel.
  private static let garbage: UInt8 = 0xA5
  static let integers = PCMFormat.preferred.filter { $0.bitCount != nil }

  /// Room for one channel of a buffer of several.
  private final class Bench {
    let format: PCMFormat
    let samples: PCMSamples
    let channel: PCMChannel
    private let integers: UnsafeMutablePointer<Int32>
    private let bytes: UnsafeMutableRawPointer
    private let byteCount: Int
    private let offset: Int
    private let stride: Int
    private let count: Int

    /// - Parameter channels: of which the last is used; one: planar.
    init(_ format: PCMFormat, bits: Int? = nil, channels: Int = 1, count: Int) {
      self.format = format
      self.count = count
      integers = .allocate(capacity: count)
      samples = PCMSamples(
        encoding: format.encoding, isBigEndian: format.isBigEndian, bitCount: bits ?? format.bitCount ?? 32,
        integers: integers, capacity: count)
      stride = channels * format.byteCount
      offset = (channels - 1) * format.byteCount
      byteCount = count * stride
      bytes = .allocate(byteCount: byteCount, alignment: 1)
      bytes.initializeMemory(as: UInt8.self, repeating: garbage, count: byteCount)
      let area = snd_pcm_channel_area_t(
        addr: bytes, first: UInt32(8 * offset), step: UInt32(8 * stride))
      channel = PCMChannel(area, frame: 0)
    }

    deinit {
      integers.deallocate()
      bytes.deallocate()
    }

    /// The bytes of a sample, the least significant one first.
    func bytes(_ index: Int) -> [UInt8] {
      let address = bytes + offset + index * stride
      let read = (0..<format.byteCount).map { address.load(fromByteOffset: $0, as: UInt8.self) }
      return format.isBigEndian ? read.reversed() : read
    }

    func set(_ index: Int, _ new: [UInt8]) {
      for (place, byte) in (format.isBigEndian ? new.reversed() : new).enumerated() {
        bytes.storeBytes(of: byte, toByteOffset: offset + index * stride + place, as: UInt8.self)
      }
    }

    /// The integer of so many low bits.
    func integer(_ index: Int) -> Int {
      let bits = format.bitCount!
      let all = bytes(index).prefix(bits / 8).reversed().reduce(0) { $0 << 8 | Int($1) }
      return all >= 1 << (bits - 1) ? all - 1 << bits : all
    }

    func setInteger(_ index: Int, _ value: Int, fourth: UInt8 = 0) {
      let bytes = (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
      let used = format.bitCount! / 8
      set(index, Array(bytes.prefix(used)) + (format.encoding == .int24 ? [fourth] : []))
    }

    func decode() -> [Float] {
      var target = [Float](repeating: .nan, count: count)
      target.withUnsafeMutableBufferPointer {
        samples.decode(channel, into: $0.baseAddress!, count: count)
      }
      return target
    }

    func encode(_ source: [Float]) {
      source.withUnsafeBufferPointer { samples.encode($0.baseAddress!, count: count) }
      samples.write(to: channel, count: count)
    }

    var isRestUntouched: Bool {
      (0..<byteCount).allSatisfy { place in
        let isSample = (offset..<offset + format.byteCount).contains(place % stride)
        return isSample || bytes.load(fromByteOffset: place, as: UInt8.self) == garbage
      }
    }
  }

  /// -1, just above it, a few in between, and the greatest.
  private func values(_ bits: Int) -> [Int] {
    let full = 1 << (bits - 1)
    return [-full, -full + 1, -full / 3, -2, -1, 0, 1, 2, 12_345, full / 2, full - 1]
  }

  @Test(arguments: integers, [1, 2, 5])
  func decodesIntegers(_ format: PCMFormat, _ channels: Int) {
    let bits = format.bitCount!
    let values = values(bits)
    let bench = Bench(format, channels: channels, count: values.count)
    for (index, value) in values.enumerated() { bench.setInteger(index, value) }
    #expect(bench.decode() == values.map { Float(Double($0) / Double(1 << (bits - 1))) })
    #expect(bench.decode()[0] == -1)
  }

  @Test(arguments: integers, [1, 2, 5])
  func encodesIntegers(_ format: PCMFormat, _ channels: Int) {
    let full = Double(1 << (format.bitCount! - 1))
    let source: [Float] = [0, 1, -1, 0.5, -0.25, 0.1, -0.7, 0x1p-23, 1.5, -3, .infinity, -.infinity, .nan]
    let bench = Bench(format, channels: channels, count: source.count)
    bench.encode(source)
    let expected = source.map { sample in
      sample.isNaN
        ? 0 : Int(max(-full, min(full - 1, (Double(sample) * full).rounded(.toNearestOrEven))))
    }
    #expect(source.indices.map(bench.integer) == expected)
    #expect(bench.isRestUntouched)
  }

  /// Live and in files the same samples are the same integers.
  @Test(arguments: integers)
  func agreesWithSampleConversion(_ format: PCMFormat) {
    var generator = SeededGenerator(seed: 7)
    let source = generator.floats(1000, in: -1.2...1.2)
    let bench = Bench(format, count: source.count)
    bench.encode(source)
    var integers = [Int32](repeating: 0, count: source.count)
    let bits = format.bitCount!
    _ = SampleConversion.quantize(source, to: &integers, count: source.count, bitCount: bits)
    #expect(source.indices.map(bench.integer) == integers.map { Int($0 >> (32 - bits)) })
  }

  @Test(arguments: PCMFormat.preferred.filter { $0.bitCount == nil }, [1, 3])
  func floatsStayAsTheyAre(_ format: PCMFormat, _ channels: Int) {
    let source: [Float] = [0, -0.0, 1, -1, 0.1, 1.5, -40, .leastNonzeroMagnitude, .infinity]
    let bench = Bench(format, channels: channels, count: source.count)
    bench.encode(source)
    for index in source.indices {
      let bits = bench.bytes(index).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      #expect(bits == source[index].bitPattern)
    }
    #expect(bench.decode().bits == source.bits)
    #expect(bench.isRestUntouched)
  }

  /// A converter of 24 bits behind 32 gets what it can play, rounded; the rest is zero.
  @Test(arguments: [false, true], [18, 20, 24])
  func fewerSignificantBits(_ isBigEndian: Bool, _ bits: Int) {
    let format = PCMFormat(encoding: .int32, isBigEndian: isBigEndian)
    let unit = Float(1) / Float(1 << (bits - 1))
    let source: [Float] = [0.3, -0.3, 1, -1, 1.4 * unit, 1.6 * unit, -1.6 * unit]
    let bench = Bench(format, bits: bits, count: source.count)
    bench.encode(source)
    let full = 1 << (bits - 1)
    let rounded = source.map { min(full - 1, Int((Double($0) * Double(full)).rounded(.toNearestOrEven))) }
    #expect(source.indices.map(bench.integer) == rounded.map { $0 << (32 - bits) })
  }

  /// Some drivers leave the fourth byte as it was.
  @Test(arguments: [false, true], [UInt8(0x00), 0x7F, 0x80, 0xFF])
  func garbageInTheFourthByte(_ isBigEndian: Bool, _ garbage: UInt8) {
    let values = values(24)
    let bench = Bench(PCMFormat(encoding: .int24, isBigEndian: isBigEndian), count: values.count)
    for (index, value) in values.enumerated() { bench.setInteger(index, value, fourth: garbage) }
    #expect(bench.decode() == values.map { Float($0) / Float(1 << 23) })
  }

  /// As ALSA wants it written.
  @Test(arguments: [false, true])
  func fourthByteIsTheSign(_ isBigEndian: Bool) {
    let bench = Bench(PCMFormat(encoding: .int24, isBigEndian: isBigEndian), count: 3)
    bench.encode([-0.5, 0.5, 0])
    #expect((0..<3).map { bench.bytes($0)[3] } == [0xFF, 0, 0])
  }

  @Test(arguments: [false, true])
  func all16BitValuesSurvive(_ isBigEndian: Bool) {
    let values = Array(-32_768...32_767)
    let bench = Bench(PCMFormat(encoding: .int16, isBigEndian: isBigEndian), channels: 2, count: values.count)
    for (index, value) in values.enumerated() { bench.setInteger(index, value) }
    bench.encode(bench.decode())
    #expect(values.indices.map(bench.integer) == values)
  }

  @Test(arguments: PCMFormat.preferred, [1, 3])
  func silence(_ format: PCMFormat, _ channels: Int) {
    let bench = Bench(format, channels: channels, count: 10)
    bench.samples.silence(bench.channel, count: 10)
    #expect(bench.decode().bits == [UInt32](repeating: 0, count: 10))
    #expect((0..<10).allSatisfy { bench.bytes($0).allSatisfy { $0 == 0 } })
    #expect(bench.isRestUntouched)
  }

  @Test func channelFromTheMiddleOfABuffer() {
    let bytes = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 8)
    defer { bytes.deallocate() }
    let channel = PCMChannel(snd_pcm_channel_area_t(addr: bytes, first: 24, step: 48), frame: 5)
    #expect(channel.address == bytes + 3 + 5 * 6)
    #expect(channel.stride == 6)
  }
}
