import CALSA
import TestSupport
import Testing

/// What a host can choose from is what the fields say.
final class RigNegotiationTests {
  private let parameters: OpaquePointer
  private var pcm: OpaquePointer?

  init() {
    var memory: OpaquePointer?
    snd_pcm_hw_params_malloc(&memory)
    parameters = memory!
  }

  deinit {
    if let pcm { snd_pcm_close(pcm) }
    snd_pcm_hw_params_free(parameters)
  }

  private func open(_ card: RigCard) throws -> Rig {
    let rig = try Rig(card)
    let pcm = try TestPCM.open(card.name, SND_PCM_STREAM_PLAYBACK)
    self.pcm = pcm
    try ALSAFailure.check(snd_pcm_hw_params_any(pcm, parameters), "any")
    return rig
  }

  @Test func lists() throws {
    var card = RigCard("lists")
    card.access = ["RW_NONINTERLEAVED", "MMAP_INTERLEAVED"]
    card.formats = ["S32_BE", "S24_LE"]
    card.rate = "44100 48000"
    card.period = "32 128"
    card.periods = "3"
    let rig = try open(card)
    let accesses = (0...SND_PCM_ACCESS_LAST.rawValue).filter {
      snd_pcm_hw_params_test_access(pcm, parameters, snd_pcm_access_t($0)) == 0
    }
    #expect(
      accesses == [SND_PCM_ACCESS_MMAP_INTERLEAVED.rawValue, SND_PCM_ACCESS_RW_NONINTERLEAVED.rawValue])
    let formats = (0...SND_PCM_FORMAT_LAST.rawValue).filter {
      snd_pcm_hw_params_test_format(pcm, parameters, snd_pcm_format_t($0)) == 0
    }
    #expect(formats == [SND_PCM_FORMAT_S24_LE.rawValue, SND_PCM_FORMAT_S32_BE.rawValue])
    let rates = [32000, 44100, 47999, 48000, 96000].filter {
      snd_pcm_hw_params_test_rate(pcm, parameters, $0, 0) == 0
    }
    #expect(rates == [44100, 48000])
    let periods = [16, 32, 64, 128, 256].filter {
      snd_pcm_hw_params_test_period_size(pcm, parameters, UInt($0), 0) == 0
    }
    #expect(periods == [32, 128])
    #expect((1...4).filter { snd_pcm_hw_params_test_periods(pcm, parameters, $0, 0) == 0 } == [3])
    #expect((1...4).filter { snd_pcm_hw_params_test_channels(pcm, parameters, $0) == 0 } == [2])
    withExtendedLifetime(rig) {}
  }

  @Test func ranges() throws {
    var card = RigCard("ranges")
    card.formats = ["S24_3LE"]
    card.rate = "96000"
    card.period = "64-512"
    card.periods = "2-4"
    card.channels = "1"
    let rig = try open(card)
    var period: UInt = 16
    snd_pcm_hw_params_set_period_size_near(pcm, parameters, &period, nil)
    #expect(period == 64)
    #expect((1...5).filter { snd_pcm_hw_params_test_periods(pcm, parameters, $0, 0) == 0 } == [2, 3, 4])
    try ALSAFailure.check(snd_pcm_hw_params(pcm, parameters), "hw_params")
    var rate: UInt32 = 0
    snd_pcm_hw_params_get_rate(parameters, &rate, nil)
    #expect(rate == 96000)
    withExtendedLifetime(rig) {}
  }
}
