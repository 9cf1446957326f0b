import CALSA
import Glibc

extension LiveAudioError {
  /// What it means that `snd_pcm_open` gave `code`.
  init(opening name: String, _ direction: PCMDirection, code: Int32) {
    switch -code {
    case EBUSY, EAGAIN:
      let holders = DeviceHolder.find(pcm: name, direction: direction) ?? []
      self.init(device: name, problem: .busy(holder: DeviceHolder.list(holders)))
    case ENOENT, ENODEV, ENXIO:
      let cards = SoundCard.all()
      self = Self.refusal(leaving: cards) ?? Self(notFound: name, direction, among: cards)
    default:
      self.init(device: name, problem: .call("open", code: code))
    }
  }

  /// A device may be there, but in the other direction only.
  init(notFound name: String, _ direction: PCMDirection, among cards: [SoundCard]) {
    let device = HardwareName(name).flatMap { hardware in
      cards.first { $0.isMeant(by: hardware.card) }?.devices.first { $0.number == hardware.device }
    }
    if let device, device.subdevices(direction) == 0 {
      let other = PCMDirection.allCases.filter { $0 != direction }.map(\.rawValue).joined()
      self.init(device: name, problem: .unsupported(what: direction.rawValue, has: "\(other) only"))
    } else {
      self.init(missing: name, among: cards)
    }
  }

  /// Why there are no cards, where there are some.
  static func refusal(leaving cards: [SoundCard]) -> LiveAudioError? {
    cards.isEmpty ? SoundCard.refused().first : nil
  }

  init(missing name: String, among cards: [SoundCard]) {
    let names = cards.flatMap { card in card.devices.map(card.pcmName) }
    self.init(device: name, problem: .missing(available: names))
  }
}
