/// An ALSA name of a hardware device, taken apart: "hw:CARD=Scarlett,DEV=0", "hw:1,0", "plughw:Scarlett".
struct HardwareName: Equatable {
  /// "hw" or "plughw".
  let plugin: String
  /// Its id or index.
  let card: String
  let device: Int
  /// `nil`: whichever is free.
  let subdevice: Int?

  /// `nil` for a name that means no hardware, or whatever card is the default.
  init?(_ name: String) {
    let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    plugin = String(parts[0])
    guard parts.count == 2, ["hw", "plughw"].contains(plugin) else { return nil }
    let values = Self.values(parts[1])
    guard let card = values["CARD"], let device = Int(values["DEV"] ?? "0") else { return nil }
    self.card = card
    self.device = device
    subdevice = values["SUBDEV"].flatMap { Int($0) }
  }

  /// The same device of a card of another name.
  func name(card: String) -> String {
    "\(plugin):CARD=\(card),DEV=\(device)" + (subdevice.map { ",SUBDEV=\($0)" } ?? "")
  }

  /// Arguments go by their place or by a name, as in alsa-lib's configuration of "hw".
  private static func values(_ arguments: Substring) -> [String: String] {
    let places = ["CARD", "DEV", "SUBDEV"]
    var values: [String: String] = [:]
    for (place, argument) in arguments.split(separator: ",", omittingEmptySubsequences: false).enumerated() {
      let pair = argument.split(separator: "=", maxSplits: 1)
      if pair.count == 2 {
        values[String(pair[0])] = String(pair[1])
      } else if place < places.count && !argument.isEmpty {
        values[places[place]] = String(argument)
      }
    }
    return values
  }
}
