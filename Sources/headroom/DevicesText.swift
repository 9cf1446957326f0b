import LiveAudio

/// A sound card's description for people.
enum DevicesText {
  static func text(_ description: CardDescription) -> String {
    let directions = description.devices.flatMap { device in
      [device.capture, device.playback].compactMap(\.self).map { (device.pcm, $0) }
    }
    var table = TextTable(
      ["device", "direction", "channels", "kHz", "period", "periods", "held by", "formats"],
      left: [0, 1, 6, 7])
    for (pcm, direction) in directions { table.add(row(pcm, direction)) }
    let notes = directions.compactMap { note($1) }.map { "note: \(Console.printable($0))" }
    let lines = (directions.isEmpty ? [] : table.lines) + notes
    return ([head(description.card)] + lines.map { "  \($0)" }).joined(separator: "\n")
  }

  private static func head(_ card: SoundCard) -> String {
    let kind = card.isVirtual ? ", no interface" : card.isUSB ? ", USB" : ""
    return Console.printable("\(card.id): \(card.name) (card \(card.index)\(kind))")
  }

  private static func row(_ pcm: String, _ description: DirectionDescription) -> [String] {
    let holders = Console.printable(DeviceHolder.list(description.holders) ?? "-")
    let start = [pcm, description.direction.rawValue]
    guard case .success(let capabilities) = description.capabilities else {
      return start + ["-", "-", "-", "-", holders, "-"]
    }
    return start + [
      text(capabilities.channels), rates(capabilities), text(capabilities.periodFrames),
      text(capabilities.periods), holders, capabilities.formats.joined(separator: " "),
    ]
  }

  private static func rates(_ capabilities: DeviceCapabilities) -> String {
    func kilohertz(_ rate: Int) -> String { Format.number(Double(rate) / 1000) }
    let usual = capabilities.usualRates.map(kilohertz)
    let limits = Set([capabilities.rates.lowerBound, capabilities.rates.upperBound]).sorted().map(kilohertz)
    return usual.isEmpty ? limits.joined(separator: "-") : usual.joined(separator: " ")
  }

  private static func text(_ range: ClosedRange<Int>) -> String {
    range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
  }

  private static func note(_ description: DirectionDescription) -> String? {
    if case .failure(let error) = description.capabilities { error.description } else { nil }
  }
}
