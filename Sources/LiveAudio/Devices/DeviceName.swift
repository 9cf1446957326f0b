import CALSA

/// What a person may call a device, and what is taken where nothing is said.
public enum DeviceName {
  /// ALSA's name for what a person typed: the id or index of a card, which becomes "hw:CARD=Scarlett", or an
  /// ALSA name as it is: "plughw:Scarlett", whatever alsa-lib's configuration has; but "hw:1,0" by the card's id.
  ///
  /// - Throws: ``LiveAudioError``: `missing`, with the names that there are; `call` where there are cards and
  ///   this process may open none.
  public static func resolve(_ text: String) throws(LiveAudioError) -> String {
    let cards = SoundCard.all()
    do throws(LiveAudioError) {
      return try resolve(text, among: cards, isConfigured: isConfigured)
    } catch {
      throw LiveAudioError.refusal(leaving: cards) ?? error
    }
  }

  /// The first device that captures and plays: of a USB card before others, and of a driver without an interface
  /// last.
  ///
  /// - Throws: ``LiveAudioError``: `noDuplexDevice`; `call` where there are cards and this process may open
  ///   none.
  public static func preferred() throws(LiveAudioError) -> String {
    let cards = SoundCard.all()
    do throws(LiveAudioError) {
      return try preferred(among: cards)
    } catch {
      throw LiveAudioError.refusal(leaving: cards) ?? error
    }
  }

  static func resolve(
    _ text: String, among cards: [SoundCard], isConfigured: (String) -> Bool
  ) throws(LiveAudioError) -> String {
    if let card = cards.first(where: { $0.isMeant(by: text) }) { return card.preferredPCMName }
    guard isThere(text, among: cards, isConfigured: isConfigured) else {
      throw LiveAudioError(missing: text, among: cards)
    }
    return lasting(text, among: cards)
  }

  /// By id: when cards go and come back, an index may be another card's.
  private static func lasting(_ name: String, among cards: [SoundCard]) -> String {
    guard let hardware = HardwareName(name), Int(hardware.card) != nil,
      let card = cards.first(where: { $0.isMeant(by: hardware.card) })
    else { return name }
    return hardware.name(card: card.id)
  }

  static func preferred(among cards: [SoundCard]) throws(LiveAudioError) -> String {
    func rank(_ card: SoundCard) -> Int { card.isVirtual ? 2 : card.isUSB ? 0 : 1 }
    let duplex = cards.filter { $0.devices.contains(where: \.isDuplex) }
    guard let card = duplex.min(by: { rank($0) < rank($1) }) else {
      throw LiveAudioError(device: "default", problem: .noDuplexDevice)
    }
    return card.preferredPCMName
  }

  private static func isThere(
    _ name: String, among cards: [SoundCard], isConfigured: (String) -> Bool
  ) -> Bool {
    guard let hardware = HardwareName(name) else { return isConfigured(name) }
    return cards.contains { card in
      card.isMeant(by: hardware.card) && card.devices.contains { $0.number == hardware.device }
    }
  }

  /// Whether alsa-lib's configuration defines the name, whatever its arguments.
  private static func isConfigured(_ name: String) -> Bool {
    let key = name.prefix { $0 != ":" }
    var configuration: OpaquePointer?
    guard !key.isEmpty, snd_config_update_ref(&configuration) >= 0 else { return false }
    defer { snd_config_unref(configuration) }
    var definition: OpaquePointer?
    // A name with a dot is a whole path, as for snd_pcm_open.
    let path = key.contains(".") ? String(key) : "pcm.\(key)"
    return snd_config_search(configuration, path, &definition) >= 0
  }
}
