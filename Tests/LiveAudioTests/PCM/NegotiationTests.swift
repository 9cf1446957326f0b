import Glibc
import Testing

@testable import LiveAudio

struct NegotiationTests {
  private let device = ScriptedParameters()
  private var wish = StreamWish(rate: 48_000, periodFrameCount: 64, periodCount: 2, channelCount: 1)

  private func configure() throws(LiveAudioError) -> StreamConfiguration {
    try Negotiation(device: "hw:X").configure(device, wish)
  }

  private func error() -> LiveAudioError.Problem? {
    do throws(LiveAudioError) {
      _ = try configure()
      return nil
    } catch {
      #expect(error.device == "hw:X")
      return error.problem
    }
  }

  @Test func everythingAsWished() throws {
    let float = PCMFormat(encoding: .float32, isBigEndian: false)
    #expect(
      try configure()
        == StreamConfiguration(
          access: .mappedInterleaved, format: float, significantBitCount: 32, channelCount: 2, rate: 48_000,
          periodFrameCount: 64, bufferFrameCount: 128))
  }

  /// A period near the one wanted before the number of periods; all before it is installed.
  @Test func order() throws {
    _ = try configure()
    #expect(
      device.trace == [
        "MMAP_INTERLEAVED", "FLOAT_LE", "2 channels", "rate", "whole", "period", "periods", "install",
      ])
  }

  @Test func nextBest() throws {
    device.accesses = [.planar, .interleaved]
    device.formats = PCMFormat.preferred.filter { $0.isNamed("S16") || $0.isNamed("S24_3BE") }
    let found = try configure()
    #expect(found.access == .interleaved)
    #expect(found.format.name == "S16_LE")
    #expect(found.significantBitCount == 16)
  }

  @Test func nearest() throws {
    device.rates = [44_100]
    device.periods = [256, 1024]
    device.periodCounts = [4, 8]
    let found = try configure()
    #expect((found.rate, found.periodFrameCount, found.bufferFrameCount) == (44_100, 256, 1024))
    #expect(found.periodCount == 4)
  }

  @Test(arguments: [(24, 24), (0, 1), (-22, 1), (40, 32)])
  func significantBits(_ device: Int, _ expected: Int) throws {
    self.device.significantBits = device
    self.device.formats = PCMFormat.preferred.filter { $0.isNamed("S32") }
    #expect(try configure().significantBitCount == expected)
  }

  /// Not fewer than are used; two where there are two; not more than needed.
  @Test(arguments: [
    (1, [1], 1), (1, [1, 2, 4], 2), (1, [2], 2), (1, [8], 8), (3, [1, 2, 4], 4), (2, [1, 2], 2),
    (4, [2, 10, 18], 10),
  ])
  func channels(_ wanted: Int, _ counts: [Int], _ expected: Int) throws {
    device.counts = counts
    var wish = wish
    wish.channelCount = wanted
    let found = try Negotiation(device: "hw:X").configure(device, wish)
    #expect(found.channelCount == expected)
  }

  @Test func channelThatIsMissing() {
    var wish = wish
    wish.channelCount = 3
    #expect(throws: LiveAudioError(device: "hw:X", problem: .channel(3, count: 2))) {
      try Negotiation(device: "hw:X").configure(device, wish)
    }
  }

  @Test func noAccess() {
    device.accesses = []
    var wish = wish
    wish.access = [.mappedPlanar, .interleaved]
    let expected = LiveAudioError(
      device: "hw:X",
      problem: .unsupported(what: "access MMAP_NONINTERLEAVED, RW_INTERLEAVED", has: "MMAP_COMPLEX"))
    device.accesses = [.mappedComplex]
    #expect(throws: expected) { try Negotiation(device: "hw:X").configure(device, wish) }
  }

  @Test func noFormat() {
    var wish = wish
    wish.formats = PCMFormat.preferred.filter { $0.isNamed("S24_3LE") }
    device.formats = PCMFormat.preferred.filter { $0.isNamed("S16") }
    let expected = LiveAudioError(
      device: "hw:X", problem: .unsupported(what: "format S24_3LE", has: "S16_LE, S16_BE"))
    #expect(throws: expected) { try Negotiation(device: "hw:X").configure(device, wish) }
  }

  @Test(arguments: [
    ("rate", "hw_params: rate"), ("period", "hw_params: period size"), ("periods", "hw_params: periods"),
    ("install", "hw_params"),
  ])
  func refusedCall(_ call: String, _ name: String) {
    device.codes[call] = -EINVAL
    #expect(error() == .call(name, code: -EINVAL))
    device.codes[call] = -ENODEV
  }

  @Test func pulledOutMeanwhile() {
    device.codes["install"] = -ENODEV
    #expect(error() == .unplugged)
  }

  @Test func noWholePeriodsWillDo() throws {
    device.codes["whole"] = -EINVAL
    device.bufferExcess = 10
    let found = try configure()
    #expect(found.bufferFrameCount == 138)
    #expect(found.periodCount == 2)
  }

  @Test func tinyBuffer() {
    device.bufferExcess = -1
    #expect(
      error()
        == .unsupported(what: "two periods", has: "a buffer of 127 frames with periods of 64"))
  }
}
