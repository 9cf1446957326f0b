import LiveAudio

/// One direction of a device: who holds it, and what it can do, or why it does not say.
struct DirectionDescription: Encodable {
  let direction: PCMDirection
  let subdevices: Int
  let holders: [DeviceHolder]
  let capabilities: Result<DeviceCapabilities, LiveAudioError>

  init(_ pcm: String, _ direction: PCMDirection, subdevices: Int) {
    self.direction = direction
    self.subdevices = subdevices
    // First, for then nobody is this process.
    holders = DeviceHolder.find(pcm: pcm, direction: direction) ?? []
    capabilities = Result { () throws(LiveAudioError) in try DeviceCapabilities(of: pcm, direction) }
  }

  enum CodingKeys: String, CodingKey {
    case subdevices, error, rates, formats, access
    case heldBy = "held_by"
    case minimumChannels = "channels_min"
    case maximumChannels = "channels_max"
    case minimumRate = "rate_min"
    case maximumRate = "rate_max"
    case minimumPeriod = "period_frames_min"
    case maximumPeriod = "period_frames_max"
    case minimumPeriods = "periods_min"
    case maximumPeriods = "periods_max"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(subdevices, forKey: .subdevices)
    try container.encode(holders.map(HolderDescription.init), forKey: .heldBy)
    switch capabilities {
    case .success(let capabilities): try encode(capabilities, to: &container)
    case .failure(let error): try container.encode(error.description, forKey: .error)
    }
  }

  private func encode(
    _ capabilities: DeviceCapabilities, to container: inout KeyedEncodingContainer<CodingKeys>
  ) throws {
    try container.encode(capabilities.channels.lowerBound, forKey: .minimumChannels)
    try container.encode(capabilities.channels.upperBound, forKey: .maximumChannels)
    try container.encode(capabilities.rates.lowerBound, forKey: .minimumRate)
    try container.encode(capabilities.rates.upperBound, forKey: .maximumRate)
    try container.encode(capabilities.usualRates, forKey: .rates)
    try container.encode(capabilities.formats, forKey: .formats)
    try container.encode(capabilities.periodFrames.lowerBound, forKey: .minimumPeriod)
    try container.encode(capabilities.periodFrames.upperBound, forKey: .maximumPeriod)
    try container.encode(capabilities.periods.lowerBound, forKey: .minimumPeriods)
    try container.encode(capabilities.periods.upperBound, forKey: .maximumPeriods)
    try container.encode(capabilities.accesses, forKey: .access)
  }
}

/// A program that holds a device.
private struct HolderDescription: Encodable {
  let pid: Int?
  let command: String?
  let subdevice: Int

  init(_ holder: DeviceHolder) {
    pid = holder.processID
    command = holder.command
    subdevice = holder.subdevice
  }
}
