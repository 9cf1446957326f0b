import CALSA
import Testing

@testable import LiveAudio

struct PCMFormatTests {
  /// On a machine of little endian, as all are that this was made for.
  @Test func bestFirst() {
    #expect(
      PCMFormat.preferred.map(\.name) == [
        "FLOAT_LE", "S32_LE", "S24_3LE", "S24_LE", "S16_LE", "FLOAT_BE", "S32_BE", "S24_3BE", "S24_BE",
        "S16_BE",
      ])
    #expect(LiveOptions.formats == PCMFormat.preferred.map(\.name))
  }

  /// ALSA agrees about sizes and bits.
  @Test(arguments: PCMFormat.preferred)
  func sizes(_ format: PCMFormat) {
    #expect(Int(snd_pcm_format_physical_width(format.alsa)) == 8 * format.byteCount)
    #expect(format.bitCount == nil || Int(snd_pcm_format_width(format.alsa)) == format.bitCount)
    #expect((snd_pcm_format_linear(format.alsa) == 1) == (format.bitCount != nil))
    #expect((snd_pcm_format_big_endian(format.alsa) == 1) == format.isBigEndian)
  }

  @Test(arguments: [
    ("S16_LE", ["S16_LE"]), ("S16", ["S16_LE", "S16_BE"]), ("s24_3le", ["S24_3LE"]),
    ("S24_3", ["S24_3LE", "S24_3BE"]), ("S24", ["S24_LE", "S24_BE"]), ("float", ["FLOAT_LE", "FLOAT_BE"]),
    ("S24_", []), ("S8", []), ("", []), ("S16_", []), ("LE", []),
  ])
  func names(_ text: String, _ expected: [String]) {
    #expect(PCMFormat.preferred.filter { $0.isNamed(text) }.map(\.name) == expected)
    #expect(LiveOptions.isFormat(text) == !expected.isEmpty)
  }

  @Test func accessBestFirst() {
    #expect(
      PCMAccess.allCases.map(\.name) == [
        "MMAP_INTERLEAVED", "MMAP_NONINTERLEAVED", "MMAP_COMPLEX", "RW_INTERLEAVED", "RW_NONINTERLEAVED",
      ])
  }
}
