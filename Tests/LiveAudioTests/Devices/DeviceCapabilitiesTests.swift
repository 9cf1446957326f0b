import LiveAudio
import Testing

/// With alsa-lib's own device that goes nowhere, which can be set to anything.
struct DeviceCapabilitiesTests {
  @Test(arguments: PCMDirection.allCases)
  func anything(_ direction: PCMDirection) throws {
    let capabilities = try DeviceCapabilities(of: "null", direction)
    #expect(capabilities.usualRates == [44100, 48000, 88200, 96000, 176_400, 192_000])
    #expect(capabilities.channels.lowerBound == 1 && capabilities.channels.upperBound >= 32)
    for format in ["S16_LE", "S24_3LE", "S32_LE", "FLOAT_LE"] {
      #expect(capabilities.formats.contains(format))
    }
    for access in ["MMAP_NONINTERLEAVED", "RW_INTERLEAVED"] {
      #expect(capabilities.accesses.contains(access))
    }
    #expect(capabilities.periodFrames.contains(64) && capabilities.periods.contains(2))
    #expect(capabilities.rates.contains(48000))
  }

  @Test(arguments: ["no-such-pcm", "hw:CARD=NoSuchCard,DEV=0"])
  func missing(_ name: String) {
    #expect { try DeviceCapabilities(of: name, .capture) } throws: { error in
      guard let error = error as? LiveAudioError, case .missing = error.problem else { return false }
      return error.device == name
    }
  }
}
