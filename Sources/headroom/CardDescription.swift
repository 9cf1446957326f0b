import LiveAudio

/// What `devices` says of one sound card; also its JSON.
struct CardDescription: Encodable {
  let card: SoundCard
  let devices: [DeviceDescription]

  init(_ card: SoundCard) {
    self.card = card
    devices = card.devices.map { DeviceDescription($0, of: card) }
  }

  enum CodingKeys: String, CodingKey { case index, id, name, driver, usb, virtual, devices }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(card.index, forKey: .index)
    try container.encode(card.id, forKey: .id)
    try container.encode(card.name, forKey: .name)
    try container.encode(card.driver, forKey: .driver)
    try container.encode(card.isUSB, forKey: .usb)
    try container.encode(card.isVirtual, forKey: .virtual)
    try container.encode(devices, forKey: .devices)
  }
}

/// A device of a card; a direction that it does not have is absent.
struct DeviceDescription: Encodable {
  let number: Int
  let name: String
  let pcm: String
  let capture: DirectionDescription?
  let playback: DirectionDescription?

  init(_ device: PCMDevice, of card: SoundCard) {
    number = device.number
    name = device.name
    let pcm = card.pcmName(device)
    self.pcm = pcm
    func describe(_ direction: PCMDirection) -> DirectionDescription? {
      let count = device.subdevices(direction)
      return count == 0 ? nil : DirectionDescription(pcm, direction, subdevices: count)
    }
    capture = describe(.capture)
    playback = describe(.playback)
  }
}
