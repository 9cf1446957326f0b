import Testing

@testable import LiveAudio

struct SoundCardTests {
  @Test func presence() throws {
    let proc = try MadeUpProc()
    try proc.addCard(0, id: "a-b_C")
    try proc.write("", to: "asound/cards")
    #expect(SoundCard.isPresent(id: "a-b_C", root: proc.root))
    for id in ["a-b", "a-b_", "cards", "", "."] { #expect(!SoundCard.isPresent(id: id, root: proc.root)) }
  }

  /// A card that the kernel has, without a file in /dev/snd for it.
  @Test func refusal() throws {
    let proc = try MadeUpProc()
    try proc.addCard(4000, id: "Ghost")
    try proc.write("", to: "asound/cards")
    #expect(
      SoundCard.refused(root: proc.root).map(\.description)
        == ["hw:CARD=Ghost: open /dev/snd/controlC4000: No such file or directory"])
  }

  @Test func pcmNames() {
    let card = SoundCard.second
    #expect(card.devices.map(card.pcmName) == ["hw:CARD=Scarlett_1,DEV=0", "hw:CARD=Scarlett_1,DEV=2"])
  }

  @Test func virtualCards() {
    let cards: [SoundCard] = [.loopback, .hdmi, .dummy, .scarlett, .test]
    #expect(cards.map(\.isVirtual) == [true, false, true, false, true])
  }
}
